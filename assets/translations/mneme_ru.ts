<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
    <context>
        <name>Answers</name>
        <message>
            <source>How answers are worded</source>
            <translation>Как подбираются слова ответа</translation>
        </message>
        <message>
            <source>Exactly: for facts, figures and code</source>
            <translation>Точно: для фактов, чисел и кода</translation>
        </message>
        <message>
            <source>Balanced: for talk of every day</source>
            <translation>Взвешенно: для обычного разговора</translation>
        </message>
        <message>
            <source>Freely: for ideas and stories</source>
            <translation>Свободно: для идей и рассказов</translation>
        </message>
        <message>
            <source>Let an unused model go from memory</source>
            <translation>Выгружать модель, когда она не нужна</translation>
        </message>
        <message numerus="yes">
            <source>After %n minutes</source>
            <translation>
                <numerusform>Через %n минуту</numerusform>
                <numerusform>Через %n минуты</numerusform>
                <numerusform>Через %n минут</numerusform>
            </translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Никогда</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Изменить…</translation>
        </message>
        <message>
            <source>Downloaded models go to</source>
            <translation>Скачанные модели складываются в</translation>
        </message>
        <message>
            <source>Where shall downloaded models go?</source>
            <translation>Куда складывать скачанные модели?</translation>
        </message>
    </context>
    <context>
        <name>Chat</name>
        <message>
            <source>Tell me something, or ask me what you told me</source>
            <translation>Расскажите что-нибудь или спросите о том, что рассказывали</translation>
        </message>
        <message>
            <source>Your message</source>
            <translation>Ваше сообщение</translation>
        </message>
        <message>
            <source>Do not keep the next message</source>
            <translation>Не сохранять следующее сообщение</translation>
        </message>
        <message>
            <source>You are saying an earlier message otherwise</source>
            <translation>Вы говорите прежнее сообщение иначе</translation>
        </message>
        <message>
            <source>Leave it as it was (Esc)</source>
            <translation>Оставить как было (Esc)</translation>
        </message>
        <message>
            <source>Stop (Esc)</source>
            <translation>Остановить (Esc)</translation>
        </message>
        <message>
            <source>Send (Enter)</source>
            <translation>Отправить (Enter)</translation>
        </message>
        <message>
            <source>This will be kept nowhere</source>
            <translation>Это нигде не сохранится</translation>
        </message>
        <message>
            <source>Find in this chat</source>
            <translation>Найти в этом разговоре</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Дальше</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Ничего не найдено</translation>
        </message>
        <message>
            <source>{place} of {count}</source>
            <translation>{place} из {count}</translation>
        </message>
        <message>
            <source>You said</source>
            <translation>Вы сказали</translation>
        </message>
        <message>
            <source>Say it otherwise</source>
            <translation>Сказать иначе</translation>
        </message>
        <message>
            <source>You wanted this forgotten.</source>
            <translation>Вы попросили это забыть.</translation>
        </message>
        <message>
            <source>Taken back: not remembered</source>
            <translation>Отменено: в память не записано</translation>
        </message>
        <message>
            <source>Not kept</source>
            <translation>Не сохраняется</translation>
        </message>
        <message>
            <source>Say it otherwise…</source>
            <translation>Сказать иначе…</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Ответ</translation>
        </message>
        <message>
            <source>Looking through your memories…</source>
            <translation>Просматриваю воспоминания…</translation>
        </message>
        <message>
            <source>This answer was forgotten.</source>
            <translation>Этот ответ забыт.</translation>
        </message>
        <message>
            <source>The answer before</source>
            <translation>Предыдущий ответ</translation>
        </message>
        <message>
            <source>The answer after</source>
            <translation>Следующий ответ</translation>
        </message>
        <message>
            <source>Answer {place} of {count}</source>
            <translation>Ответ {place} из {count}</translation>
        </message>
        <message>
            <source>Thinking…</source>
            <translation>Думаю…</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Остановлено</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Продолжить</translation>
        </message>
        <message>
            <source>Let the answer go on where it stopped</source>
            <translation>Продолжить ответ с того места, где он оборвался</translation>
        </message>
        <message>
            <source>Copy this answer</source>
            <translation>Скопировать ответ</translation>
        </message>
        <message>
            <source>Answer again (Ctrl+R)</source>
            <translation>Ответить заново (Ctrl+R)</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Попробовать снова</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>Delete for good…</source>
            <translation>Удалить навсегда…</translation>
        </message>
        <message>
            <source>Why?</source>
            <translation>Почему?</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Not right?</source>
            <translation>Не то?</translation>
        </message>
        <message>
            <source>Say that it was not worth remembering, or wrong</source>
            <translation>Сказать, что это не стоило запоминать или что это неверно</translation>
        </message>
        <message numerus="yes">
            <source>%n statements were let pass</source>
            <translation>
                <numerusform>Пропущено %n высказывание</numerusform>
                <numerusform>Пропущено %n высказывания</numerusform>
                <numerusform>Пропущено %n высказываний</numerusform>
            </translation>
        </message>
        <message>
            <source>It was let pass; make a memory of it</source>
            <translation>Это было пропущено; сохранить как воспоминание</translation>
        </message>
        <message numerus="yes">
            <source>Based on %n memories</source>
            <translation>
                <numerusform>Опирается на %n воспоминание</numerusform>
                <numerusform>Опирается на %n воспоминания</numerusform>
                <numerusform>Опирается на %n воспоминаний</numerusform>
            </translation>
        </message>
        <message>
            <source>Show where you said it</source>
            <translation>Показать, где вы это сказали</translation>
        </message>
        <message>
            <source>Open the memory</source>
            <translation>Открыть воспоминание</translation>
        </message>
        <message>
            <source>{name}: {share} of the reason</source>
            <translation>{name}: {share} причины</translation>
        </message>
        <message>
            <source>Choose who puts the answers into words</source>
            <translation>Выбрать, кто облекает ответы в слова</translation>
        </message>
        <message>
            <source>Find in this chat (Ctrl+F)</source>
            <translation>Найти в этом разговоре (Ctrl+F)</translation>
        </message>
        <message>
            <source>New chat</source>
            <translation>Новый разговор</translation>
        </message>
        <message>
            <source>Temporary chat: kept nowhere</source>
            <translation>Временный разговор: нигде не сохраняется</translation>
        </message>
        <message>
            <source>That chat was deleted</source>
            <translation>Этот разговор удалён</translation>
        </message>
        <message>
            <source>Opening the conversation</source>
            <translation>Открываю разговор</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Скопировано</translation>
        </message>
        <message>
            <source>Thinking (not kept)</source>
            <translation>Размышление (не сохраняется)</translation>
        </message>
        <message>
            <source>Remember that my sister Ann's birthday is on 14 May</source>
            <translation>Запомни: у моей сестры Анны день рождения 14 мая</translation>
        </message>
        <message>
            <source>I am allergic to peanuts</source>
            <translation>У меня аллергия на арахис</translation>
        </message>
        <message>
            <source>What do you know about me?</source>
            <translation>Что ты знаешь обо мне?</translation>
        </message>
        <message>
            <source>Temporary chat</source>
            <translation>Временный разговор</translation>
        </message>
        <message>
            <source>Memory is read, but nothing said here is kept (Ctrl+Shift+N)</source>
            <translation>Память читается, но ничего из сказанного здесь не сохраняется (Ctrl+Shift+N)</translation>
        </message>
        <message>
            <source>A temporary chat: I read my memories, and keep nothing of what is said here.</source>
            <translation>Временный разговор: я читаю воспоминания и ничего из сказанного здесь не сохраняю.</translation>
        </message>
        <message>
            <source>What you tell me stays on this computer, and I remember it.</source>
            <translation>Всё, что вы расскажете, останется на этом компьютере, и я это запомню.</translation>
        </message>
        <message>
            <source>Good morning</source>
            <translation>Доброе утро</translation>
        </message>
        <message>
            <source>Good afternoon</source>
            <translation>Добрый день</translation>
        </message>
        <message>
            <source>Good evening</source>
            <translation>Добрый вечер</translation>
        </message>
    </context>
    <context>
        <name>ChatList</name>
        <message>
            <source>Unpin</source>
            <translation>Открепить</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>Закрепить</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Переименовать…</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Убрать</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>Удалить…</translation>
        </message>
        <message>
            <source>Rename the chat</source>
            <translation>Переименовать разговор</translation>
        </message>
        <message>
            <source>Name of the chat</source>
            <translation>Название разговора</translation>
        </message>
        <message>
            <source>Put away; search still finds it</source>
            <translation>Убрано; поиск его найдёт</translation>
        </message>
        <message>
            <source>Delete the chat</source>
            <translation>Удалить разговор</translation>
        </message>
        <message>
            <source>Delete “{title}”?</source>
            <translation>Удалить «{title}»?</translation>
        </message>
        <message>
            <source>It leaves the list, the search and every answer. What was remembered from it stays. You can undo this; to remove words for good, use “Delete for good” in the chat.</source>
            <translation>Он исчезнет из списка, из поиска и из всех ответов. То, что из него запомнилось, останется. Это можно отменить; чтобы стереть слова навсегда, есть «Удалить навсегда» в самом разговоре.</translation>
        </message>
        <message>
            <source>Also forget what was remembered from it</source>
            <translation>Забыть и то, что из него запомнилось</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Удалить</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Deleted, and forgotten what was remembered from it</source>
            <translation>Удалено вместе с тем, что из него запомнилось</translation>
        </message>
        <message>
            <source>Deleted; what was remembered from it stays</source>
            <translation>Удалено; то, что из него запомнилось, осталось</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>Закреплённые</translation>
        </message>
    </context>
    <context>
        <name>ChatPreset</name>
        <message>
            <source>Exact</source>
            <translation>Точно</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>Сбалансированно</translation>
        </message>
        <message>
            <source>Creative</source>
            <translation>Творчески</translation>
        </message>
        <message>
            <source>Exact: keeps to the likeliest words, for facts and code</source>
            <translation>Точно: самые вероятные слова, для фактов и кода</translation>
        </message>
        <message>
            <source>Balanced: for talk of every day</source>
            <translation>Сбалансированно: для повседневного разговора</translation>
        </message>
        <message>
            <source>Creative: surprising words too, for ideas and stories</source>
            <translation>Творчески: и неожиданные слова, для идей и рассказов</translation>
        </message>
        <message>
            <source>How freely the model chooses its words</source>
            <translation>Насколько свободно модель выбирает слова</translation>
        </message>
    </context>
    <context>
        <name>ChatWindow</name>
        <message>
            <source>Rules</source>
            <translation>Правила</translation>
        </message>
        <message>
            <source>Summary of the beginning</source>
            <translation>Краткое начало разговора</translation>
        </message>
        <message>
            <source>This chat so far</source>
            <translation>Этот разговор до сих пор</translation>
        </message>
        <message>
            <source>Memories</source>
            <translation>Воспоминания</translation>
        </message>
        <message>
            <source>Your last message</source>
            <translation>Ваше последнее сообщение</translation>
        </message>
        <message>
            <source>Kept free for the answer</source>
            <translation>Место для ответа</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>Свободно</translation>
        </message>
        <message>
            <source>What the model sees</source>
            <translation>Что видит модель</translation>
        </message>
        <message>
            <source>What the model sees at once ({count} tokens):</source>
            <translation>Что модель видит сразу (токенов: {count}):</translation>
        </message>
    </context>
    <context>
        <name>Connections</name>
        <message>
            <source>Mneme opens a connection only when you ask for it: to fetch a model, to talk to a model on a server, or to the server for numbers below. The computer's proxy settings are not used.</source>
            <translation>Mneme соединяется с сетью, только когда вы об этом просите: чтобы скачать модель, поговорить с моделью на сервере или обратиться к серверу чисел ниже. Настройки прокси компьютера не используются.</translation>
        </message>
        <message>
            <source>Show every request…</source>
            <translation>Показать все обращения…</translation>
        </message>
        <message>
            <source>A Chroma server for very large memories</source>
            <translation>Сервер Chroma для очень большой памяти</translation>
        </message>
        <message>
            <source>Keeps the numbers by which memories are found. Few people need one: this computer finds among a hundred thousand memories by itself.</source>
            <translation>Хранит числа, по которым находятся воспоминания. Нужен немногим: среди ста тысяч воспоминаний этот компьютер находит сам.</translation>
        </message>
        <message>
            <source>Address, such as http://127.0.0.1:8000</source>
            <translation>Адрес, например http://127.0.0.1:8000</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Использовать</translation>
        </message>
        <message>
            <source>Use none</source>
            <translation>Без сервера</translation>
        </message>
        <message>
            <source>This is no address of a server. One looks like http://127.0.0.1:8000.</source>
            <translation>Это не адрес сервера. Адрес выглядит так: http://127.0.0.1:8000.</translation>
        </message>
        <message>
            <source>{host} is not this computer: only an address that begins with https:// is safe.</source>
            <translation>{host} — не этот компьютер: безопасен только адрес, который начинается с https://.</translation>
        </message>
        <message>
            <source>It has to ask for a token; put it into the variable {name} before you start Mneme.</source>
            <translation>Он должен спрашивать ключ; запишите ключ в переменную {name} перед запуском Mneme.</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Нет</translation>
        </message>
        <message>
            <source>I agree, use it</source>
            <translation>Согласен, использовать</translation>
        </message>
        <message>
            <source>Counts from the next time your memories are opened.</source>
            <translation>Подействует, когда воспоминания будут открыты в следующий раз.</translation>
        </message>
        <message>
            <source>Not used: {why}.</source>
            <translation>Не используется: {why}.</translation>
        </message>
        <message>
            <source>In use for large memories.</source>
            <translation>Используется для большой памяти.</translation>
        </message>
    </context>
    <context>
        <name>Dates</name>
        <message>
            <source>Today</source>
            <translation>Сегодня</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Вчера</translation>
        </message>
        <message>
            <source>{day}, {time}</source>
            <translation>{day}, {time}</translation>
        </message>
        <message>
            <source>This week</source>
            <translation>На этой неделе</translation>
        </message>
    </context>
    <context>
        <name>Fading</name>
        <message>
            <source>Fading</source>
            <translation>Тускнеет</translation>
        </message>
        <message>
            <source>Search here</source>
            <translation>Искать здесь</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Показать ещё</translation>
        </message>
        <message>
            <source>Looking what fades</source>
            <translation>Смотрю, что тускнеет</translation>
        </message>
        <message>
            <source>Next to go</source>
            <translation>Уйдёт следующим</translation>
        </message>
        <message>
            <source>Faded</source>
            <translation>Потускнело</translation>
        </message>
        <message>
            <source>Forgotten</source>
            <translation>Забыто</translation>
        </message>
        <message>
            <source>Never fades</source>
            <translation>Не тускнеет</translation>
        </message>
        <message>
            <source>What is never needed grows faint with time and leaves my answers, the faintest first. Nothing is deleted: it can be brought back, and your words stay in the diary.</source>
            <translation>Что никогда не бывает нужно, со временем тускнеет и уходит из моих ответов, самое бледное первым. Ничего не удаляется: всё можно вернуть, а ваши слова остаются в дневнике.</translation>
        </message>
        <message>
            <source>This has grown too faint for my answers. You can bring it back at any time.</source>
            <translation>Это слишком потускнело для моих ответов. Вернуть можно в любое время.</translation>
        </message>
        <message>
            <source>You asked me to forget this; it is in no answer. You can bring it back, or delete it for good.</source>
            <translation>Вы просили это забыть; этого нет ни в одном ответе. Можно вернуть или удалить навсегда.</translation>
        </message>
        <message>
            <source>This stays, however long it is not needed: it matters too much to go by itself.</source>
            <translation>Это остаётся, сколько бы ни было не нужно: оно слишком важно, чтобы уйти само.</translation>
        </message>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n воспоминание</numerusform>
                <numerusform>%n воспоминания</numerusform>
                <numerusform>%n воспоминаний</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Ничего не нашлось</translation>
        </message>
        <message>
            <source>Try another word, or look on the other shelves.</source>
            <translation>Попробуйте другое слово или посмотрите на других полках.</translation>
        </message>
        <message>
            <source>Nothing is about to fade</source>
            <translation>Пока ничего не тускнеет</translation>
        </message>
        <message>
            <source>What you tell me and do not need for a long time will stand here first.</source>
            <translation>Здесь сначала окажется то, что вы рассказали и что долго не было нужно.</translation>
        </message>
        <message>
            <source>Nothing has faded</source>
            <translation>Ничего не потускнело</translation>
        </message>
        <message>
            <source>What fades rests here and can be brought back.</source>
            <translation>Здесь лежит то, что потускнело; всё можно вернуть.</translation>
        </message>
        <message>
            <source>Nothing was forgotten</source>
            <translation>Ничего не забыто</translation>
        </message>
        <message>
            <source>What you ask me to forget rests here.</source>
            <translation>Здесь лежит то, что вы просите забыть.</translation>
        </message>
        <message>
            <source>Nothing of this kind yet</source>
            <translation>Такого пока нет</translation>
        </message>
        <message>
            <source>Health, close people, birthdays, and what you pin or ask me to remember stay.</source>
            <translation>Остаются здоровье, близкие, дни рождения и то, что вы закрепили или просили запомнить.</translation>
        </message>
        <message>
            <source>{when} · {why}</source>
            <translation>{when} · {why}</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>It counts as said again just now</source>
            <translation>Считается, что вы только что сказали это снова</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Сохранено</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>Закрепить</translation>
        </message>
        <message>
            <source>It never fades</source>
            <translation>Не потускнеет никогда</translation>
        </message>
        <message>
            <source>Pinned: it never fades</source>
            <translation>Закреплено: не потускнеет никогда</translation>
        </message>
        <message>
            <source>Let go</source>
            <translation>Отпустить</translation>
        </message>
        <message>
            <source>It leaves the answers now, and can be brought back</source>
            <translation>Сейчас уйдёт из ответов; можно вернуть</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>Вернуть</translation>
        </message>
        <message>
            <source>It is in the answers again</source>
            <translation>Снова будет в ответах</translation>
        </message>
        <message>
            <source>Remembered again</source>
            <translation>Снова в памяти</translation>
        </message>
        <message>
            <source>Delete for good…</source>
            <translation>Удалить навсегда…</translation>
        </message>
        <message>
            <source>It is removed everywhere; you are asked first</source>
            <translation>Удаляется отовсюду; сначала будет вопрос</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>Открепить</translation>
        </message>
        <message>
            <source>It may fade again</source>
            <translation>Снова может потускнеть</translation>
        </message>
        <message>
            <source>Unpinned</source>
            <translation>Откреплено</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Where it comes from and what happened to it</source>
            <translation>Откуда это и что с этим было</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Changing</source>
            <translation>Изменяю</translation>
        </message>
        <message>
            <source>today</source>
            <translation>сегодня</translation>
        </message>
        <message numerus="yes">
            <source>%n days ago</source>
            <translation>
                <numerusform>%n день назад</numerusform>
                <numerusform>%n дня назад</numerusform>
                <numerusform>%n дней назад</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n months ago</source>
            <translation>
                <numerusform>%n месяц назад</numerusform>
                <numerusform>%n месяца назад</numerusform>
                <numerusform>%n месяцев назад</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n years ago</source>
            <translation>
                <numerusform>%n год назад</numerusform>
                <numerusform>%n года назад</numerusform>
                <numerusform>%n лет назад</numerusform>
            </translation>
        </message>
        <message>
            <source>Goes in one of the next nights</source>
            <translation>Уйдёт в одну из ближайших ночей</translation>
        </message>
        <message>
            <source>Stays for many years</source>
            <translation>Останется на много лет</translation>
        </message>
        <message>
            <source>Goes about {day}</source>
            <translation>Уйдёт примерно {day}</translation>
        </message>
        <message>
            <source>Goes about {month}</source>
            <translation>Уйдёт примерно: {month}</translation>
        </message>
        <message>
            <source>its day is over</source>
            <translation>его день прошёл</translation>
        </message>
        <message>
            <source>its day is over ({day})</source>
            <translation>его день прошёл ({day})</translation>
        </message>
        <message>
            <source>a small everyday thing, last needed {ago}</source>
            <translation>обыденная мелочь, последний раз нужна {ago}</translation>
        </message>
        <message>
            <source>last needed {ago}</source>
            <translation>последний раз нужно {ago}</translation>
        </message>
        <message>
            <source>said {ago}, not needed since</source>
            <translation>сказано {ago}, с тех пор не нужно</translation>
        </message>
        <message>
            <source>You pinned it.</source>
            <translation>Вы это закрепили.</translation>
        </message>
        <message>
            <source>It is about health.</source>
            <translation>Это о здоровье.</translation>
        </message>
        <message>
            <source>It says who you are.</source>
            <translation>Это о том, кто вы.</translation>
        </message>
        <message>
            <source>It is about somebody close to you.</source>
            <translation>Это о близком вам человеке.</translation>
        </message>
        <message>
            <source>It comes round again, as a birthday does.</source>
            <translation>Это повторяется, как день рождения.</translation>
        </message>
        <message>
            <source>You asked me to remember it.</source>
            <translation>Вы просили это запомнить.</translation>
        </message>
        <message>
            <source>It stays as long as what it is made of.</source>
            <translation>Остаётся, пока есть то, из чего оно составлено.</translation>
        </message>
        <message>
            <source>It has faded, and can be brought back at any time.</source>
            <translation>Потускнело; вернуть можно в любое время.</translation>
        </message>
        <message>
            <source>It never fades. {why}</source>
            <translation>Не потускнеет никогда. {why}</translation>
        </message>
        <message>
            <source>It will likely fade in one of the next nights.</source>
            <translation>Скорее всего, потускнеет в одну из ближайших ночей.</translation>
        </message>
        <message>
            <source>It will likely be remembered for many years.</source>
            <translation>Скорее всего, будет помниться много лет.</translation>
        </message>
        <message>
            <source>It will likely be remembered until {day}.</source>
            <translation>Скорее всего, помнится до этого дня: {day}.</translation>
        </message>
        <message>
            <source>It will likely be remembered until about {month}.</source>
            <translation>Скорее всего, будет помниться примерно до {month}.</translation>
        </message>
        <message>
            <source>Each time you need it or say it again, it holds longer.</source>
            <translation>Каждый раз, когда это нужно или сказано снова, оно держится дольше.</translation>
        </message>
        <message numerus="yes">
            <source>Said or needed %n times so far, the last time: {day}. Each time it holds longer.</source>
            <translation>
                <numerusform>Сказано или понадобилось %n раз, последний раз: {day}. С каждым разом держится дольше.</numerusform>
                <numerusform>Сказано или понадобилось %n раза, последний раз: {day}. С каждым разом держится дольше.</numerusform>
                <numerusform>Сказано или понадобилось %n раз, последний раз: {day}. С каждым разом держится дольше.</numerusform>
            </translation>
        </message>
        <message>
            <source>Comes to mind now: {share}</source>
            <translation>Вспомнится сейчас: {share}</translation>
        </message>
        <message>
            <source>Faded: {day}</source>
            <translation>Потускнело: {day}</translation>
        </message>
        <message>
            <source>Forgotten: {day}</source>
            <translation>Забыто: {day}</translation>
        </message>
    </context>
    <context>
        <name>Gate</name>
        <message>
            <source>What I made of it</source>
            <translation>Что я с этим сделал</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Почему</translation>
        </message>
        <message>
            <source>It becomes a memory, and I keep such things from now on</source>
            <translation>Это станет воспоминанием, и впредь я буду такое запоминать</translation>
        </message>
        <message>
            <source>It is forgotten, and I let such things pass</source>
            <translation>Это забудется, и впредь я буду такое пропускать</translation>
        </message>
        <message>
            <source>I misunderstood it; what held before comes back</source>
            <translation>Я понял неверно; то, что было до этого, вернётся</translation>
        </message>
        <message>
            <source>The whole message</source>
            <translation>Всё сообщение</translation>
        </message>
        <message>
            <source>You wanted this forgotten.</source>
            <translation>Вы просили это забыть.</translation>
        </message>
        <message>
            <source>Show in the conversation</source>
            <translation>Показать в разговоре</translation>
        </message>
        <message>
            <source>How surprising it was</source>
            <translation>Насколько это было неожиданно</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Подробности</translation>
        </message>
        <message>
            <source>Surprise</source>
            <translation>Неожиданность</translation>
        </message>
        <message>
            <source>The memory that holds it</source>
            <translation>Воспоминание об этом</translation>
        </message>
        <message>
            <source>The memory that knew it</source>
            <translation>Воспоминание, где это уже было</translation>
        </message>
        <message>
            <source>You wanted these words forgotten.</source>
            <translation>Вы просили забыть эти слова.</translation>
        </message>
        <message>
            <source>Search what you said</source>
            <translation>Искать в сказанном вами</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Причина</translation>
        </message>
        <message>
            <source>Every reason</source>
            <translation>Все причины</translation>
        </message>
        <message>
            <source>Taught by you</source>
            <translation>Вы поправили</translation>
        </message>
        <message>
            <source>What was noticed</source>
            <translation>Что замечено</translation>
        </message>
        <message>
            <source>Choose a line</source>
            <translation>Выберите строку</translation>
        </message>
        <message>
            <source>You will see what I made of your words and why, and can teach me better.</source>
            <translation>Вы увидите, что я сделал с вашими словами и почему, и сможете меня поправить.</translation>
        </message>
        <message>
            <source>Looking through what was noticed</source>
            <translation>Просматриваю замеченное</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Всё</translation>
        </message>
        <message>
            <source>Nothing was noticed yet</source>
            <translation>Пока ничего не замечено</translation>
        </message>
        <message>
            <source>Say something in the chat; here you see what I made of it, and why.</source>
            <translation>Скажите что-нибудь в разговоре; здесь будет видно, что я с этим сделал и почему.</translation>
        </message>
        <message>
            <source>You have taught nothing here yet</source>
            <translation>Здесь вы пока ничего не поправили</translation>
        </message>
        <message>
            <source>Choose a line and say what was worth saving and what was not.</source>
            <translation>Выберите строку и скажите, что стоило сохранить, а что нет.</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Ничего не найдено</translation>
        </message>
        <message>
            <source>Try another word or another filter.</source>
            <translation>Попробуйте другое слово или другой отбор.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Learning</source>
            <translation>Учусь</translation>
        </message>
        <message numerus="yes">
            <source>%n open questions</source>
            <translation>
                <numerusform>%n открытый вопрос</numerusform>
                <numerusform>%n открытых вопроса</numerusform>
                <numerusform>%n открытых вопросов</numerusform>
            </translation>
        </message>
        <message>
            <source>Questions and tasks</source>
            <translation>Вопросы и поручения</translation>
        </message>
        <message>
            <source>Things in passing</source>
            <translation>Сказанное мимоходом</translation>
        </message>
        <message>
            <source>Not about you</source>
            <translation>Не о вас</translation>
        </message>
        <message>
            <source>You asked for it</source>
            <translation>По вашей просьбе</translation>
        </message>
        <message>
            <source>About you and your people</source>
            <translation>О вас и ваших близких</translation>
        </message>
        <message>
            <source>Said again or changed</source>
            <translation>Повторы и перемены</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Запомнено</translation>
        </message>
        <message>
            <source>Strengthened</source>
            <translation>Закреплено</translation>
        </message>
        <message>
            <source>Replaced</source>
            <translation>Обновлено</translation>
        </message>
        <message>
            <source>Let pass</source>
            <translation>Пропущено</translation>
        </message>
        <message>
            <source>I kept it in mind.</source>
            <translation>Я это запомнил.</translation>
        </message>
        <message>
            <source>I knew it already; now I am surer.</source>
            <translation>Я это уже знал; теперь увереннее.</translation>
        </message>
        <message>
            <source>It took the place of what I knew before.</source>
            <translation>Это заменило то, что я знал раньше.</translation>
        </message>
        <message>
            <source>I let it pass: it stands in the diary only.</source>
            <translation>Я это пропустил: оно осталось только в дневнике.</translation>
        </message>
        <message>
            <source>Save anyway</source>
            <translation>Всё равно запомнить</translation>
        </message>
        <message>
            <source>Not worth remembering</source>
            <translation>Не стоит запоминать</translation>
        </message>
        <message>
            <source>Wrong</source>
            <translation>Неверно</translation>
        </message>
        <message>
            <source>You taught: save such things</source>
            <translation>Вы поправили: такое запоминать</translation>
        </message>
        <message>
            <source>You taught: not worth remembering</source>
            <translation>Вы поправили: не стоит запоминать</translation>
        </message>
        <message>
            <source>You taught: this was wrong</source>
            <translation>Вы поправили: это неверно</translation>
        </message>
        <message>
            <source>Saved; I will pay attention to such things</source>
            <translation>Запомнено; впредь буду это замечать</translation>
        </message>
        <message>
            <source>Forgotten; I will let such things pass</source>
            <translation>Забыто; впредь буду такое пропускать</translation>
        </message>
        <message>
            <source>Taken out; I had understood it wrongly</source>
            <translation>Убрано; я понял это неверно</translation>
        </message>
        <message>
            <source>Not surprising</source>
            <translation>Ожидаемо</translation>
        </message>
        <message>
            <source>A little surprising</source>
            <translation>Немного неожиданно</translation>
        </message>
        <message>
            <source>Quite surprising</source>
            <translation>Довольно неожиданно</translation>
        </message>
        <message>
            <source>Very surprising</source>
            <translation>Очень неожиданно</translation>
        </message>
        <message>
            <source>What the words carry</source>
            <translation>Сколько нового в словах</translation>
        </message>
        <message>
            <source>Of that, word for word known</source>
            <translation>Из этого известно дословно</translation>
        </message>
        <message>
            <source>Of that, close in meaning to what I know</source>
            <translation>Из этого близко к известному</translation>
        </message>
        <message>
            <source>Unlike anything I know</source>
            <translation>Не похоже на известное</translation>
        </message>
        <message>
            <source>Likeness to the nearest memory</source>
            <translation>Сходство с ближайшим воспоминанием</translation>
        </message>
        <message>
            <source>Words it shares with a memory</source>
            <translation>Общие слова с воспоминанием</translation>
        </message>
        <message>
            <source>Sounds lasting</source>
            <translation>Похоже на надолго</translation>
        </message>
        <message>
            <source>New in this conversation</source>
            <translation>Ново в этом разговоре</translation>
        </message>
        <message>
            <source>New this week</source>
            <translation>Ново на этой неделе</translation>
        </message>
        <message>
            <source>New in all you told me</source>
            <translation>Ново среди всего, что вы говорили</translation>
        </message>
        <message>
            <source>Unexpected</source>
            <translation>Неожиданно</translation>
        </message>
        <message>
            <source>New to me</source>
            <translation>Ново для меня</translation>
        </message>
        <message>
            <source>Something changed</source>
            <translation>Что-то изменилось</translation>
        </message>
    </context>
    <context>
        <name>Health</name>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n воспоминание</numerusform>
                <numerusform>%n воспоминания</numerusform>
                <numerusform>%n воспоминаний</numerusform>
            </translation>
        </message>
        <message>
            <source>It cannot be looked into: its disk is away, or it has another key.</source>
            <translation>Заглянуть в неё нельзя: её диск отключён или у неё другой ключ.</translation>
        </message>
        <message>
            <source>It still holds something that you deleted for good.</source>
            <translation>В ней ещё есть то, что вы удалили навсегда.</translation>
        </message>
        <message>
            <source>Delete it there too</source>
            <translation>Удалить и там</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Проверить</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Восстановить…</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Здоровье</translation>
        </message>
        <message>
            <source>Is everything whole?</source>
            <translation>Всё ли цело?</translation>
        </message>
        <message>
            <source>Is it found again?</source>
            <translation>Всё ли находится?</translation>
        </message>
        <message>
            <source>Backups</source>
            <translation>Резервные копии</translation>
        </message>
        <message>
            <source>Room on the disk</source>
            <translation>Место на диске</translation>
        </message>
        <message>
            <source>Every place that holds something of yours</source>
            <translation>Все места, где есть что-то ваше</translation>
        </message>
        <message>
            <source>Connections to the network</source>
            <translation>Соединения с сетью</translation>
        </message>
        <message>
            <source>Looking around</source>
            <translation>Осматриваюсь</translation>
        </message>
        <message>
            <source>Reads the vault's file page by page and compares what derives from it.</source>
            <translation>Читает файл хранилища страница за страницей и сверяет то, что из него получено.</translation>
        </message>
        <message>
            <source>Makes the search and the index anew from what you said.</source>
            <translation>Строит поиск и указатель заново из того, что вы сказали.</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Проверить сейчас</translation>
        </message>
        <message>
            <source>Build anew</source>
            <translation>Построить заново</translation>
        </message>
        <message>
            <source>Asks your memory for ten of its own facts by half of their words, and counts how many it finds. Nothing changes.</source>
            <translation>Спрашивает у памяти десять её собственных записей по половине их слов и считает, сколько нашлось. Ничего не меняется.</translation>
        </message>
        <message>
            <source>Ask ten</source>
            <translation>Спросить десять</translation>
        </message>
        <message>
            <source>Each is a whole copy, checked before it gets its name. It needs the key that it was made with.</source>
            <translation>Каждая — полная копия, проверенная прежде, чем получить имя. Её открывает тот ключ, с которым она сделана.</translation>
        </message>
        <message>
            <source>Save one elsewhere…</source>
            <translation>Сохранить в другом месте…</translation>
        </message>
        <message>
            <source>Back up now</source>
            <translation>Сделать копию</translation>
        </message>
        <message>
            <source>Thin out old ones</source>
            <translation>Проредить старые</translation>
        </message>
        <message>
            <source>Keeps all of the last day, one a day for a week, one a week for a month, then one a month</source>
            <translation>Остаются все за последний день, по одной в день за неделю, по одной в неделю за месяц, дальше по одной в месяц</translation>
        </message>
        <message>
            <source>Restore from a file…</source>
            <translation>Восстановить из файла…</translation>
        </message>
        <message>
            <source>Deleting something for good and locking reach all of these. There are no others.</source>
            <translation>Удаление навсегда и блокировка доходят до всех этих мест. Других нет.</translation>
        </message>
        <message>
            <source>No connection was ever opened.</source>
            <translation>Ни одно соединение не открывалось.</translation>
        </message>
        <message>
            <source>None is, unless you ask for a model or a server. It works offline.</source>
            <translation>Их и не будет, пока вы не попросите модель или сервер. Всё работает без сети.</translation>
        </message>
        <message>
            <source>The latest requests, and how much was sent with each:</source>
            <translation>Последние запросы, и сколько с каждым было отправлено:</translation>
        </message>
        <message numerus="yes">
            <source>%n messages</source>
            <translation>
                <numerusform>%n сообщения</numerusform>
                <numerusform>%n сообщений</numerusform>
                <numerusform>%n сообщений</numerusform>
            </translation>
        </message>
        <message>
            <source>{memories} from {messages}.</source>
            <translation>{memories} из {messages}.</translation>
        </message>
        <message numerus="yes">
            <source>%n messages could not be read through.</source>
            <translation>
                <numerusform>%n сообщение не удалось разобрать.</numerusform>
                <numerusform>%n сообщения не удалось разобрать.</numerusform>
                <numerusform>%n сообщений не удалось разобрать.</numerusform>
            </translation>
        </message>
        <message>
            <source>encrypted</source>
            <translation>зашифровано</translation>
        </message>
        <message>
            <source>readable</source>
            <translation>читается без ключа</translation>
        </message>
        <message>
            <source>There is none yet.</source>
            <translation>Пока ни одной.</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>Всего</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Проверяю…</translation>
        </message>
        <message>
            <source>Checking the vault</source>
            <translation>Проверка хранилища</translation>
        </message>
        <message>
            <source>Everything is whole.</source>
            <translation>Всё цело.</translation>
        </message>
        <message>
            <source>Mended. A backup was made before: {path}</source>
            <translation>Исправлено. Перед этим сделана копия: {path}</translation>
        </message>
        <message numerus="yes">
            <source>%n problems were found:</source>
            <translation>
                <numerusform>Найдена %n неполадка:</numerusform>
                <numerusform>Найдены %n неполадки:</numerusform>
                <numerusform>Найдено %n неполадок:</numerusform>
            </translation>
        </message>
        <message>
            <source>This cannot be mended from within: restore the last good backup.</source>
            <translation>Изнутри это не исправить: восстановите последнюю хорошую копию.</translation>
        </message>
        <message>
            <source>Mend it (a backup is made first)</source>
            <translation>Исправить (сначала будет сделана копия)</translation>
        </message>
        <message>
            <source>Search and index are new.</source>
            <translation>Поиск и указатель построены заново.</translation>
        </message>
        <message>
            <source>Building search and index anew</source>
            <translation>Поиск и указатель строятся заново</translation>
        </message>
        <message>
            <source>Asking…</source>
            <translation>Спрашиваю…</translation>
        </message>
        <message>
            <source>Asking your memory</source>
            <translation>Вопросы к памяти</translation>
        </message>
        <message>
            <source>There is too little to ask about yet.</source>
            <translation>Пока спрашивать почти не о чем.</translation>
        </message>
        <message>
            <source>Found {found} of {asked}.</source>
            <translation>Найдено {found} из {asked}.</translation>
        </message>
        <message>
            <source>Backed up and checked: {path}</source>
            <translation>Копия сделана и проверена: {path}</translation>
        </message>
        <message>
            <source>Backing up</source>
            <translation>Делается копия</translation>
        </message>
        <message numerus="yes">
            <source>%n old backups removed</source>
            <translation>
                <numerusform>Удалена %n старая копия</numerusform>
                <numerusform>Удалены %n старые копии</numerusform>
                <numerusform>Удалено %n старых копий</numerusform>
            </translation>
        </message>
        <message>
            <source>Removing old backups</source>
            <translation>Старые копии удаляются</translation>
        </message>
        <message>
            <source>This backup is whole.</source>
            <translation>Эта копия цела.</translation>
        </message>
        <message>
            <source>This backup is damaged. Make a new one.</source>
            <translation>Эта копия повреждена. Сделайте новую.</translation>
        </message>
        <message>
            <source>Reading the backup</source>
            <translation>Копия читается</translation>
        </message>
        <message>
            <source>The backup holds it no more.</source>
            <translation>В копии этого больше нет.</translation>
        </message>
        <message>
            <source>Deleting it from the backup</source>
            <translation>Удаление из копии</translation>
        </message>
        <message>
            <source>Save a backup</source>
            <translation>Сохранить копию</translation>
        </message>
        <message>
            <source>Restore from a backup</source>
            <translation>Восстановить из копии</translation>
        </message>
        <message>
            <source>Backups (*.db)</source>
            <translation>Копии (*.db)</translation>
        </message>
        <message>
            <source>Restore a backup</source>
            <translation>Восстановление копии</translation>
        </message>
        <message>
            <source>Go back to the backup of {moment}?</source>
            <translation>Вернуться к копии: {moment}?</translation>
        </message>
        <message>
            <source>What was said since then leaves your memories. As they are now they are kept as a backup first, and what you deleted for good stays deleted.</source>
            <translation>Сказанное с тех пор уйдёт из памяти. Нынешнее состояние сначала сохраняется как копия, а удалённое навсегда останется удалённым.</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Восстановить</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Your memories and the diary</source>
            <translation>Ваша память и дневник</translation>
        </message>
        <message>
            <source>What was written last</source>
            <translation>Записанное последним</translation>
        </message>
        <message>
            <source>Reports of crashes (without your words)</source>
            <translation>Отчёты о сбоях (без ваших слов)</translation>
        </message>
        <message>
            <source>Prompts of the voice</source>
            <translation>Заготовки голоса</translation>
        </message>
        <message>
            <source>The index of a large memory (numbers without words)</source>
            <translation>Указатель большой памяти (числа без слов)</translation>
        </message>
        <message>
            <source>The list of connections</source>
            <translation>Список соединений</translation>
        </message>
        <message>
            <source>Keys by which servers know this program</source>
            <translation>Ключи, по которым серверы узнают программу</translation>
        </message>
        <message>
            <source>The voice</source>
            <translation>Голос</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>New chat</source>
            <translation>Новый разговор</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Поиск</translation>
        </message>
        <message>
            <source>Find in this chat, or among memories</source>
            <translation>Найти в разговоре или среди воспоминаний</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Отправить</translation>
        </message>
        <message>
            <source>New line</source>
            <translation>Новая строка</translation>
        </message>
        <message>
            <source>Stop the answer</source>
            <translation>Остановить ответ</translation>
        </message>
        <message>
            <source>Say the last message otherwise (in an empty field)</source>
            <translation>Сказать последнее сообщение иначе (в пустом поле)</translation>
        </message>
        <message>
            <source>A temporary chat, kept nowhere</source>
            <translation>Временный разговор, который нигде не сохраняется</translation>
        </message>
        <message>
            <source>Rename a chat (in the list)</source>
            <translation>Переименовать разговор (в списке)</translation>
        </message>
        <message>
            <source>Answer again</source>
            <translation>Ответить заново</translation>
        </message>
        <message>
            <source>Copy the last answer</source>
            <translation>Скопировать последний ответ</translation>
        </message>
        <message>
            <source>Undo the last change of memory</source>
            <translation>Отменить последнее изменение памяти</translation>
        </message>
        <message>
            <source>Redo it</source>
            <translation>Вернуть отменённое</translation>
        </message>
        <message>
            <source>Chat</source>
            <translation>Разговор</translation>
        </message>
        <message>
            <source>Memories</source>
            <translation>Воспоминания</translation>
        </message>
        <message>
            <source>What was noticed</source>
            <translation>Что замечено</translation>
        </message>
        <message>
            <source>Save anyway (in the list of what was noticed)</source>
            <translation>Всё равно запомнить (в списке замеченного)</translation>
        </message>
        <message>
            <source>Not worth remembering (in the same list)</source>
            <translation>Не стоит запоминать (в том же списке)</translation>
        </message>
        <message>
            <source>Wrong (in the same list)</source>
            <translation>Неверно (в том же списке)</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Здоровье</translation>
        </message>
        <message>
            <source>Nights</source>
            <translation>Ночи</translation>
        </message>
        <message>
            <source>What fades next</source>
            <translation>Что тускнеет</translation>
        </message>
        <message>
            <source>About you</source>
            <translation>О вас</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Модели</translation>
        </message>
        <message>
            <source>Sleep now, or wake up</source>
            <translation>Заснуть или проснуться</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>Заблокировать</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Choose the voice</source>
            <translation>Выбрать голос</translation>
        </message>
        <message>
            <source>Hide or show the left side</source>
            <translation>Скрыть или показать левую панель</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Крупнее</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>Мельче</translation>
        </message>
        <message>
            <source>Usual text size</source>
            <translation>Обычный размер текста</translation>
        </message>
        <message>
            <source>This list</source>
            <translation>Этот список</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Справка</translation>
        </message>
        <message>
            <source>How it works</source>
            <translation>Как это работает</translation>
        </message>
        <message>
            <source>Tell me things as you would tell a friend. I write down what is new.</source>
            <translation>Рассказывайте, как рассказали бы другу. Новое я записываю.</translation>
        </message>
        <message>
            <source>Under each answer you see what it is based on; every memory leads back to the very sentence in which you said it.</source>
            <translation>Под каждым ответом видно, на что он опирается; каждое воспоминание ведёт к той самой фразе, в которой вы это сказали.</translation>
        </message>
        <message>
            <source>Under Memories you can correct, pin or forget it; each change can be undone.</source>
            <translation>В разделе «Воспоминания» записанное можно исправить, закрепить или забыть; любое изменение можно отменить.</translation>
        </message>
        <message>
            <source>“Delete for good” removes something everywhere, and cannot be undone. Under Health you find your backups and every place that holds something of yours.</source>
            <translation>«Удалить навсегда» стирает повсюду, и этого не отменить. В разделе «Здоровье» — резервные копии и все места, где есть что-то ваше.</translation>
        </message>
        <message>
            <source>Under What was noticed stands every decision with its reason; there, and under each message, you can teach me what is worth remembering.</source>
            <translation>В разделе «Что замечено» видно каждое решение с его причиной; там и под каждым сообщением можно научить меня, что стоит запоминать.</translation>
        </message>
        <message>
            <source>While you are away I sleep on it: under Nights stands what was put together, settled or left to fade, and each night can be undone.</source>
            <translation>Пока вас нет, память спит: в разделе «Ночи» видно, что объединено, решено или потускнело, и каждую ночь можно отменить.</translation>
        </message>
        <message>
            <source>Begin a message with “off the record” and neither it nor the answer is kept anywhere.</source>
            <translation>Начните сообщение словами «не для записи», и ни оно, ни ответ нигде не сохранятся.</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Сочетания клавиш</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
    </context>
    <context>
        <name>Memories</name>
        <message>
            <source>Edited</source>
            <translation>Исправлено</translation>
        </message>
        <message>
            <source>Why I remember it</source>
            <translation>Почему я это помню</translation>
        </message>
        <message>
            <source>Where it comes from</source>
            <translation>Откуда это</translation>
        </message>
        <message>
            <source>When it holds</source>
            <translation>Когда это верно</translation>
        </message>
        <message>
            <source>Replaced by: {text}</source>
            <translation>Заменено на: {text}</translation>
        </message>
        <message>
            <source>Delete for good…</source>
            <translation>Удалить навсегда…</translation>
        </message>
        <message>
            <source>Correct what I remember</source>
            <translation>Исправьте то, что я помню</translation>
        </message>
        <message>
            <source>Text of the memory</source>
            <translation>Текст воспоминания</translation>
        </message>
        <message>
            <source>What you said in the chat stays as you said it.</source>
            <translation>Сказанное в разговоре останется как было.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Не менять</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>Открепить</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>Закрепить</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Исправить</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>Забыть</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Вернуть</translation>
        </message>
        <message>
            <source>How long it lasts</source>
            <translation>Сколько продержится</translation>
        </message>
        <message>
            <source>Goes together with</source>
            <translation>Связано с</translation>
        </message>
        <message>
            <source>Surprise: {number}</source>
            <translation>Неожиданность: {number}</translation>
        </message>
        <message>
            <source>Importance: {number}</source>
            <translation>Важность: {number}</translation>
        </message>
        <message>
            <source>Confidence: {number}</source>
            <translation>Уверенность: {number}</translation>
        </message>
        <message>
            <source>Show in the conversation</source>
            <translation>Показать в разговоре</translation>
        </message>
        <message>
            <source>From {since} until {until}.</source>
            <translation>С {since} по {until}.</translation>
        </message>
        <message>
            <source>Since {since}, as far as I know.</source>
            <translation>Насколько я знаю, верно и сейчас (с {since}).</translation>
        </message>
        <message>
            <source>It tells of {date}.</source>
            <translation>Речь о дате: {date}.</translation>
        </message>
        <message numerus="yes">
            <source>Used in %n answers.</source>
            <translation>
                <numerusform>Помогло в %n ответе.</numerusform>
                <numerusform>Помогло в %n ответах.</numerusform>
                <numerusform>Помогло в %n ответах.</numerusform>
            </translation>
        </message>
        <message>
            <source>What happened to it</source>
            <translation>Что с ним было</translation>
        </message>
        <message>
            <source>{step} (undone)</source>
            <translation>{step} (отменено)</translation>
        </message>
        <message>
            <source>{step}; before: {text}</source>
            <translation>{step}; раньше: {text}</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Ничего не найдено</translation>
        </message>
        <message>
            <source>Try another word, or look among the replaced and the forgotten.</source>
            <translation>Попробуйте другое слово или поищите среди заменённого и забытого.</translation>
        </message>
        <message>
            <source>Nothing of this kind yet</source>
            <translation>Такого пока нет</translation>
        </message>
        <message>
            <source>Choose another filter to see more.</source>
            <translation>Выберите другой фильтр, чтобы увидеть больше.</translation>
        </message>
        <message>
            <source>Nothing remembered yet</source>
            <translation>Пока нет воспоминаний</translation>
        </message>
        <message>
            <source>Tell me about yourself in the chat; what is new appears here.</source>
            <translation>Расскажите о себе в разговоре, и новое появится здесь.</translation>
        </message>
        <message>
            <source>Nothing was replaced yet</source>
            <translation>Пока ничего не заменено</translation>
        </message>
        <message>
            <source>When something changes, what held before is kept here.</source>
            <translation>Когда что-то меняется, прежнее хранится здесь.</translation>
        </message>
        <message>
            <source>Nothing has faded</source>
            <translation>Ничего не потускнело</translation>
        </message>
        <message>
            <source>What is never used fades with time and can be brought back here.</source>
            <translation>То, что не используется, со временем тускнеет; здесь его можно вернуть.</translation>
        </message>
        <message>
            <source>Nothing was forgotten</source>
            <translation>Ничего не забыто</translation>
        </message>
        <message>
            <source>What you ask me to forget rests here, out of every answer.</source>
            <translation>То, что вы попросили забыть, лежит здесь и не попадает в ответы.</translation>
        </message>
        <message>
            <source>Back to the memories</source>
            <translation>Назад к воспоминаниям</translation>
        </message>
        <message>
            <source>History</source>
            <translation>История</translation>
        </message>
        <message>
            <source>Every change of your memories. Each can be taken back, tomorrow too; what you said stays in the diary.</source>
            <translation>Все изменения вашей памяти. Каждое можно отменить, и завтра тоже; сказанное остаётся в дневнике.</translation>
        </message>
        <message>
            <source>Show earlier changes</source>
            <translation>Показать более ранние изменения</translation>
        </message>
        <message>
            <source>Reading the history</source>
            <translation>Читается история</translation>
        </message>
        <message>
            <source>Nothing has changed yet.</source>
            <translation>Пока ничего не менялось.</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Отменено</translation>
        </message>
        <message>
            <source>What it was about was deleted for good; it cannot be taken back.</source>
            <translation>То, чего это касалось, удалено навсегда; отменить нельзя.</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Повторить</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Open: {text}</source>
            <translation>Открыть: {text}</translation>
        </message>
        <message>
            <source>needed together</source>
            <translation>нужны вместе</translation>
        </message>
        <message>
            <source>about the same</source>
            <translation>об одном</translation>
        </message>
        <message>
            <source>one came of the other</source>
            <translation>одно из другого</translation>
        </message>
        <message>
            <source>heard</source>
            <translation>услышано</translation>
        </message>
        <message>
            <source>its day</source>
            <translation>его день</translation>
        </message>
        <message>
            <source>replaced</source>
            <translation>заменено</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>закончилось</translation>
        </message>
        <message>
            <source>since then</source>
            <translation>с этого дня</translation>
        </message>
        <message>
            <source>pinned</source>
            <translation>закреплено</translation>
        </message>
        <message>
            <source>Search your memories</source>
            <translation>Поиск по воспоминаниям</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>Every kind</source>
            <translation>Все виды</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>Закреплённые</translation>
        </message>
        <message>
            <source>Memories</source>
            <translation>Воспоминания</translation>
        </message>
        <message>
            <source>Choose a memory</source>
            <translation>Выберите воспоминание</translation>
        </message>
        <message>
            <source>You will see where it comes from and why it is there.</source>
            <translation>Вы увидите, откуда оно и почему записано.</translation>
        </message>
        <message>
            <source>Delete what holds this for good…</source>
            <translation>Удалить навсегда всё, где это есть…</translation>
        </message>
        <message>
            <source>Looking through your memories</source>
            <translation>Просматриваю воспоминания</translation>
        </message>
        <message>
            <source>What fades next</source>
            <translation>Что тускнеет</translation>
        </message>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n воспоминание</numerusform>
                <numerusform>%n воспоминания</numerusform>
                <numerusform>%n воспоминаний</numerusform>
            </translation>
        </message>
        <message>
            <source>Corrected</source>
            <translation>Исправлено</translation>
        </message>
        <message>
            <source>Unpinned</source>
            <translation>Откреплено</translation>
        </message>
        <message>
            <source>Forgotten: it will not be in any answer</source>
            <translation>Забыто: в ответах этого не будет</translation>
        </message>
        <message>
            <source>Remembered again</source>
            <translation>Снова в памяти</translation>
        </message>
        <message>
            <source>Changing</source>
            <translation>Записываю изменение</translation>
        </message>
    </context>
    <context>
        <name>Memory</name>
        <message>
            <source>Fact</source>
            <translation>Факт</translation>
        </message>
        <message>
            <source>Preference</source>
            <translation>Вкусы</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Человек</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>План</translation>
        </message>
        <message>
            <source>Wish</source>
            <translation>Пожелание</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Обзор</translation>
        </message>
        <message>
            <source>Passage</source>
            <translation>Отрывок</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>Закономерность</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Портрет</translation>
        </message>
        <message>
            <source>From the diary</source>
            <translation>Из дневника</translation>
        </message>
        <message>
            <source>Remembered</source>
            <translation>В памяти</translation>
        </message>
        <message>
            <source>Replaced</source>
            <translation>Заменённое</translation>
        </message>
        <message>
            <source>Faded</source>
            <translation>Потускневшее</translation>
        </message>
        <message>
            <source>Forgotten</source>
            <translation>Забытое</translation>
        </message>
        <message>
            <source>Noted</source>
            <translation>Записано</translation>
        </message>
        <message>
            <source>Updated</source>
            <translation>Обновлено</translation>
        </message>
        <message>
            <source>Already known</source>
            <translation>Уже известно</translation>
        </message>
        <message>
            <source>Not written down</source>
            <translation>Не записано</translation>
        </message>
        <message>
            <source>Hardly surprising</source>
            <translation>Почти не ново</translation>
        </message>
        <message>
            <source>Somewhat new</source>
            <translation>Отчасти ново</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Ново</translation>
        </message>
        <message>
            <source>Very new</source>
            <translation>Совсем ново</translation>
        </message>
        <message>
            <source>An everyday detail</source>
            <translation>Мелочь жизни</translation>
        </message>
        <message>
            <source>Matters</source>
            <translation>Важно</translation>
        </message>
        <message>
            <source>Matters a lot</source>
            <translation>Очень важно</translation>
        </message>
        <message>
            <source>Not sure</source>
            <translation>Не наверняка</translation>
        </message>
        <message>
            <source>Fairly sure</source>
            <translation>Скорее всего</translation>
        </message>
        <message>
            <source>Sure</source>
            <translation>Наверняка</translation>
        </message>
        <message>
            <source>{number} bits</source>
            <translation>{number} бит</translation>
        </message>
    </context>
    <context>
        <name>Models</name>
        <message>
            <source>Choose a file…</source>
            <translation>Выбрать файл…</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Искать снова</translation>
        </message>
        <message>
            <source>Stop looking</source>
            <translation>Не искать дальше</translation>
        </message>
        <message>
            <source>or drop a .gguf file here</source>
            <translation>или перетащите сюда файл .gguf</translation>
        </message>
        <message>
            <source>Looking for models</source>
            <translation>Ищу модели</translation>
        </message>
        <message>
            <source>The search was stopped.</source>
            <translation>Поиск остановлен.</translation>
        </message>
        <message>
            <source>Looking in the folders of LM Studio, Ollama, GPT4All, Jan and others…</source>
            <translation>Ищу в папках LM Studio, Ollama, GPT4All, Jan и других…</translation>
        </message>
        <message>
            <source>No models of other programs were found. Choose a file, or get one below.</source>
            <translation>Моделей других программ не нашлось. Выберите файл или скачайте модель ниже.</translation>
        </message>
        <message>
            <source>The search took too long and was cut short.</source>
            <translation>Поиск шёл слишком долго и был прерван.</translation>
        </message>
        <message>
            <source>in use</source>
            <translation>говорит сейчас</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Выбрать</translation>
        </message>
        <message>
            <source>Choose a model file</source>
            <translation>Выберите файл модели</translation>
        </message>
        <message>
            <source>Models (*.gguf)</source>
            <translation>Модели (*.gguf)</translation>
        </message>
        <message>
            <source>Use the starter voice</source>
            <translation>Взять начальный голос</translation>
        </message>
        <message>
            <source>Use no model</source>
            <translation>Без модели</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Waking the voice…</source>
            <translation>Голос просыпается…</translation>
        </message>
        <message>
            <source>Memory alone</source>
            <translation>Только память</translation>
        </message>
        <message>
            <source>Quotes what you told it, word for word. Takes no memory and is always there.</source>
            <translation>Дословно повторяет рассказанное. Не занимает оперативную память и всегда под рукой.</translation>
        </message>
        <message>
            <source>Small and quick. Finds the right memory and phrases it; not made for long conversations.</source>
            <translation>Маленький и быстрый. Находит нужное воспоминание и пересказывает его; не для долгих разговоров.</translation>
        </message>
        <message>
            <source>Starter voice, {model}</source>
            <translation>Начальный голос, {model}</translation>
        </message>
        <message>
            <source>Answers come from the server {server}. Memory stays on this computer.</source>
            <translation>Отвечает сервер {server}. Память остаётся на этом компьютере.</translation>
        </message>
        <message>
            <source>Runs on this computer; the file is used where it lies and never changed.</source>
            <translation>Работает на этом компьютере; файл остаётся на своём месте и не меняется.</translation>
        </message>
        <message>
            <source>It rests and takes no memory now; the next message wakes it.</source>
            <translation>Сейчас она отдыхает и не занимает память; следующее сообщение её разбудит.</translation>
        </message>
        <message>
            <source>From {host}, published by {publisher}</source>
            <translation>С {host}, опубликована {publisher}</translation>
        </message>
        <message>
            <source>recommended</source>
            <translation>рекомендуется</translation>
        </message>
        <message>
            <source>{had} of it are here already.</source>
            <translation>Уже здесь: {had}.</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Пауза</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Продолжить</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Попробовать снова</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Убрать</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Скачать</translation>
        </message>
        <message>
            <source>Downloads go to {folder}</source>
            <translation>Скачанное складывается в {folder}</translation>
        </message>
        <message>
            <source>Nothing is fetched until you press Download. The files come from {host}, which then learns this computer's address and which file was asked for.</source>
            <translation>Ничего не скачивается, пока вы не нажмёте «Скачать». Файлы лежат на {host}: этот сервер узнает адрес вашего компьютера и какой файл был запрошен.</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Модели</translation>
        </message>
        <message>
            <source>A model puts the answers into words. What you told stays in your memory, whichever you choose.</source>
            <translation>Модель облекает ответы в слова. Рассказанное остаётся в памяти, какую бы вы ни выбрали.</translation>
        </message>
        <message>
            <source>In use now</source>
            <translation>Сейчас говорит</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>На этом компьютере</translation>
        </message>
        <message>
            <source>Get one</source>
            <translation>Скачать новую</translation>
        </message>
        <message>
            <source>A server on this computer or in your network</source>
            <translation>Сервер на этом компьютере или в вашей сети</translation>
        </message>
        <message>
            <source>Ollama, LM Studio, Jan, GPT4All and llama.cpp's server can answer in the place of a file. They are asked only when you press a button here, or talk to one of their models.</source>
            <translation>Ollama, LM Studio, Jan, GPT4All и сервер llama.cpp могут отвечать вместо файла. К ним обращаются, только когда вы нажимаете кнопку здесь или говорите с их моделью.</translation>
        </message>
        <message>
            <source>Look on this computer</source>
            <translation>Искать на этом компьютере</translation>
        </message>
        <message>
            <source>Address, such as http://127.0.0.1:8080</source>
            <translation>Адрес, например http://127.0.0.1:8080</translation>
        </message>
        <message>
            <source>Key, if the server asks for one</source>
            <translation>Ключ, если сервер его просит</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Соединиться</translation>
        </message>
        <message>
            <source>Asking the usual ports of this computer…</source>
            <translation>Спрашиваю обычные порты этого компьютера…</translation>
        </message>
        <message>
            <source>Take back the consent to {host}</source>
            <translation>Отозвать согласие на {host}</translation>
        </message>
        <message>
            <source>This is no address of a server. One looks like http://127.0.0.1:8080.</source>
            <translation>Это не адрес сервера. Адрес выглядит так: http://127.0.0.1:8080.</translation>
        </message>
        <message>
            <source>{host} is not this computer: everybody on the way could read along. Only an address that begins with https:// is safe.</source>
            <translation>{host} — не этот компьютер: по дороге всё мог бы прочитать кто угодно. Безопасен только адрес, который начинается с https://.</translation>
        </message>
        <message>
            <source>{host} is not this computer, so it has to ask for a key. Enter it here.</source>
            <translation>{host} — не этот компьютер, поэтому он должен спрашивать ключ. Введите его здесь.</translation>
        </message>
        <message>
            <source>This server is not on this computer</source>
            <translation>Этот сервер — не на этом компьютере</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Нет</translation>
        </message>
        <message>
            <source>I agree, connect</source>
            <translation>Согласен, соединиться</translation>
        </message>
        <message>
            <source>Asking {server}…</source>
            <translation>Спрашиваю {server}…</translation>
        </message>
        <message>
            <source>No program answered on the usual ports. Start its server, or enter the address that it shows.</source>
            <translation>На обычных портах никто не ответил. Запустите сервер в той программе или введите адрес, который она показывает.</translation>
        </message>
        <message>
            <source>Its key is kept in this computer's keychain.</source>
            <translation>Его ключ хранится в связке ключей этого компьютера.</translation>
        </message>
        <message>
            <source>Its key is kept in your vault, encrypted.</source>
            <translation>Его ключ хранится в вашем хранилище, в зашифрованном виде.</translation>
        </message>
        <message>
            <source>Its key is kept until you close the program.</source>
            <translation>Его ключ помнится, пока вы не закроете программу.</translation>
        </message>
        <message>
            <source>answers, but offers no model</source>
            <translation>отвечает, но моделей не предлагает</translation>
        </message>
        <message>
            <source>Models of this server</source>
            <translation>Модели этого сервера</translation>
        </message>
        <message>
            <source>fits</source>
            <translation>подходит</translation>
        </message>
        <message>
            <source>slow</source>
            <translation>медленно</translation>
        </message>
        <message>
            <source>does not fit</source>
            <translation>не поместится</translation>
        </message>
        <message>
            <source>Takes about {need} of memory.</source>
            <translation>Займёт около {need} памяти.</translation>
        </message>
        <message>
            <source>Takes about {need} of memory; {free} are free.</source>
            <translation>Займёт около {need} памяти, свободно {free}.</translation>
        </message>
        <message numerus="yes">
            <source>There is room, but this processor will write about %n words a second.</source>
            <translation>
                <numerusform>Место есть, но этот процессор будет писать примерно %n слово в секунду.</numerusform>
                <numerusform>Место есть, но этот процессор будет писать примерно %n слова в секунду.</numerusform>
                <numerusform>Место есть, но этот процессор будет писать примерно %n слов в секунду.</numerusform>
            </translation>
        </message>
        <message>
            <source>Takes about {need} of memory; other programs leave {free}. Close some of them first.</source>
            <translation>Займёт около {need} памяти, другие программы оставляют {free}. Сначала закройте какие-нибудь из них.</translation>
        </message>
        <message>
            <source>Takes about {need} of memory; this computer can give {most}.</source>
            <translation>Займёт около {need} памяти, а этот компьютер может дать {most}.</translation>
        </message>
        <message numerus="yes">
            <source>%n processor cores</source>
            <translation>
                <numerusform>%n ядро процессора</numerusform>
                <numerusform>%n ядра процессора</numerusform>
                <numerusform>%n ядер процессора</numerusform>
            </translation>
        </message>
        <message>
            <source>This computer: {cores}.</source>
            <translation>Этот компьютер: {cores}.</translation>
        </message>
        <message>
            <source>This computer: {memory} of memory, {cores}.</source>
            <translation>Этот компьютер: {memory} памяти, {cores}.</translation>
        </message>
        <message>
            <source>A file of your own</source>
            <translation>Ваш собственный файл</translation>
        </message>
        <message>
            <source>Downloaded here</source>
            <translation>Скачана здесь</translation>
        </message>
        <message>
            <source>In the folder of {program}</source>
            <translation>В папке {program}</translation>
        </message>
        <message>
            <source>not made for conversation</source>
            <translation>не для разговора</translation>
        </message>
        <message>
            <source>English</source>
            <translation>английский</translation>
        </message>
        <message>
            <source>Russian</source>
            <translation>русский</translation>
        </message>
        <message>
            <source>Knows most, and is quick for its size; needs a large computer.</source>
            <translation>Знает больше всех и быстра для своего размера; нужен большой компьютер.</translation>
        </message>
        <message>
            <source>For everyday talk; good at using what memory offers it.</source>
            <translation>Для повседневного разговора; хорошо пользуется тем, что подсказывает память.</translation>
        </message>
        <message>
            <source>For small computers: short talk and simple questions.</source>
            <translation>Для слабых компьютеров: короткий разговор и простые вопросы.</translation>
        </message>
        <message>
            <source>For everyday talk on an ordinary computer.</source>
            <translation>Для повседневного разговора на обычном компьютере.</translation>
        </message>
        <message>
            <source>For long and difficult conversations; needs a strong computer.</source>
            <translation>Для долгих и трудных разговоров; нужен мощный компьютер.</translation>
        </message>
        <message numerus="yes">
            <source>%n hours left</source>
            <translation>
                <numerusform>остался %n час</numerusform>
                <numerusform>осталось %n часа</numerusform>
                <numerusform>осталось %n часов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes left</source>
            <translation>
                <numerusform>осталась %n минута</numerusform>
                <numerusform>осталось %n минуты</numerusform>
                <numerusform>осталось %n минут</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seconds left</source>
            <translation>
                <numerusform>осталась %n секунда</numerusform>
                <numerusform>осталось %n секунды</numerusform>
                <numerusform>осталось %n секунд</numerusform>
            </translation>
        </message>
        <message>
            <source>Waiting for its turn…</source>
            <translation>Ждёт своей очереди…</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} из {total}</translation>
        </message>
        <message>
            <source>Paused at {came}</source>
            <translation>Остановлено на {came}</translation>
        </message>
        <message>
            <source>Reading what is here already: {came}</source>
            <translation>Читаю то, что уже есть: {came}</translation>
        </message>
        <message>
            <source>Connecting to {host}…</source>
            <translation>Соединяюсь с {host}…</translation>
        </message>
        <message>
            <source>The connection broke; trying again in a moment. {came} are kept.</source>
            <translation>Связь прервалась, сейчас попробую снова. Сохранено {came}.</translation>
        </message>
        <message>
            <source>{size} a second</source>
            <translation>{size} в секунду</translation>
        </message>
        <message>
            <source>Checking that it is what was published…</source>
            <translation>Проверяю, что это тот самый файл…</translation>
        </message>
    </context>
    <context>
        <name>Network</name>
        <message>
            <source>When</source>
            <translation>Когда</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Сервер</translation>
        </message>
        <message>
            <source>What for</source>
            <translation>Зачем</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Отправлено</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Получено</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Итог</translation>
        </message>
        <message>
            <source>Connections to the network</source>
            <translation>Обращения к сети</translation>
        </message>
        <message>
            <source>Every request is written here before it is made; what was in it is not. The list is kept with your memories and goes with them.</source>
            <translation>Каждое обращение записывается сюда до того, как сделано; что в нём было, не записывается. Список хранится и удаляется вместе с воспоминаниями.</translation>
        </message>
        <message>
            <source>No connection was ever opened.</source>
            <translation>Обращений к сети ещё не было.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>Which models are there?</source>
            <translation>Какие модели есть?</translation>
        </message>
        <message>
            <source>An answer to you</source>
            <translation>Ответ вам</translation>
        </message>
        <message>
            <source>Downloading {file}</source>
            <translation>Скачивание {file}</translation>
        </message>
        <message>
            <source>Search among the numbers</source>
            <translation>Поиск среди чисел</translation>
        </message>
        <message>
            <source>Keeping the numbers</source>
            <translation>Хранение чисел</translation>
        </message>
        <message>
            <source>Greeting the server of numbers</source>
            <translation>Приветствие сервера чисел</translation>
        </message>
        <message>
            <source>Downloading (passed on)</source>
            <translation>Скачивание (по переадресации)</translation>
        </message>
        <message>
            <source>no answer</source>
            <translation>без ответа</translation>
        </message>
        <message>
            <source>done</source>
            <translation>сделано</translation>
        </message>
        <message>
            <source>passed on</source>
            <translation>переадресовано</translation>
        </message>
        <message>
            <source>refused ({status})</source>
            <translation>отказано ({status})</translation>
        </message>
    </context>
    <context>
        <name>Onboarding</name>
        <message>
            <source>Welcome to Mneme</source>
            <translation>Добро пожаловать в Mneme</translation>
        </message>
        <message>
            <source>I remember what you tell me, on this computer only.</source>
            <translation>Я помню то, что вы мне рассказываете, и только на этом компьютере.</translation>
        </message>
        <message>
            <source>I write down what is new, and you always see what and why.</source>
            <translation>Я записываю новое, и вы всегда видите, что и почему.</translation>
        </message>
        <message>
            <source>At night I put it in order; what is not used fades.</source>
            <translation>Ночью я привожу записи в порядок; что не нужно, блекнет.</translation>
        </message>
        <message>
            <source>You can change, undo or delete all of it, at any time.</source>
            <translation>Всё можно изменить, отменить или удалить в любое время.</translation>
        </message>
        <message>
            <source>Nothing leaves this computer unless you ask for it.</source>
            <translation>Ничто не покидает этот компьютер, пока вы не попросите.</translation>
        </message>
        <message>
            <source>All of it will lie in this folder</source>
            <translation>Всё будет лежать в этой папке</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Изменить…</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Дальше</translation>
        </message>
        <message>
            <source>Where shall your memories be kept?</source>
            <translation>Где хранить воспоминания?</translation>
        </message>
        <message>
            <source>Tell me one thing</source>
            <translation>Расскажите что-нибудь одно</translation>
        </message>
        <message>
            <source>Anything about you. You will see what I keep of it, and you can take it back.</source>
            <translation>Что угодно о себе. Вы увидите, что я запомню, и сможете это отменить.</translation>
        </message>
        <message>
            <source>For example: my sister Ann lives in Riga</source>
            <translation>Например: моя сестра Аня живёт в Риге</translation>
        </message>
        <message>
            <source>Tell it</source>
            <translation>Рассказать</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>Начать</translation>
        </message>
        <message>
            <source>Listening…</source>
            <translation>Слушаю…</translation>
        </message>
        <message>
            <source>That was off the record, so nothing was written down.</source>
            <translation>Это было не для записи, поэтому ничего не записано.</translation>
        </message>
        <message>
            <source>I did not keep anything of it. Tell me a fact, in a whole sentence.</source>
            <translation>Из этого я ничего не запомню. Расскажите что-нибудь определённое, целым предложением.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Some of it stands, because I knew it before.</source>
            <translation>Часть осталась: это я знаю и без того.</translation>
        </message>
        <message>
            <source>Undone: I do not know it any more. Everything can be taken back.</source>
            <translation>Отменено: я этого больше не знаю. Отменить можно всё.</translation>
        </message>
        <message>
            <source>Who shall speak?</source>
            <translation>Кто будет говорить?</translation>
        </message>
        <message>
            <source>Your memory works with any of these; you can change it at any time on the page of models.</source>
            <translation>Память работает с любым из них; изменить выбор можно в любое время на странице моделей.</translation>
        </message>
        <message>
            <source>The starter voice ({model})</source>
            <translation>Начальный голос ({model})</translation>
        </message>
        <message>
            <source>Small and quick: finds the right memory and phrases it.</source>
            <translation>Маленький и быстрый: находит нужное воспоминание и пересказывает его.</translation>
        </message>
        <message>
            <source>It is used under the {licence}.</source>
            <translation>Используется на условиях {licence}.</translation>
        </message>
        <message>
            <source>No model: memory answers by itself</source>
            <translation>Без модели: память отвечает сама</translation>
        </message>
        <message>
            <source>Quotes what you told it, word for word.</source>
            <translation>Дословно повторяет рассказанное.</translation>
        </message>
        <message>
            <source>Looking for models that other programs keep on this computer…</source>
            <translation>Ищу модели, которые хранят на этом компьютере другие программы…</translation>
        </message>
        <message>
            <source>Decide later</source>
            <translation>Решить потом</translation>
        </message>
        <message>
            <source>Nothing is downloaded. More models can be had on the page of models.</source>
            <translation>Ничего не скачивается. Другие модели есть на странице моделей.</translation>
        </message>
        <message>
            <source>No other model that fits was found on this computer. Nothing is downloaded; you can get one on the page of models.</source>
            <translation>Других подходящих моделей на этом компьютере не нашлось. Ничего не скачивается; модель можно взять на странице моделей.</translation>
        </message>
        <message>
            <source>Step {place} of {count}</source>
            <translation>Шаг {place} из {count}</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Назад</translation>
        </message>
    </context>
    <context>
        <name>Plots</name>
        <message>
            <source>leaves the answers</source>
            <translation>уходит из ответов</translation>
        </message>
        <message>
            <source>today</source>
            <translation>сегодня</translation>
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message>
            <source>What happened</source>
            <translation>Что случилось</translation>
        </message>
        <message>
            <source>Your data</source>
            <translation>Ваши данные</translation>
        </message>
        <message>
            <source>What you can do</source>
            <translation>Что можно сделать</translation>
        </message>
        <message>
            <source>Nothing in your memories was changed.</source>
            <translation>В ваших воспоминаниях ничего не изменилось.</translation>
        </message>
        <message>
            <source>Your message and your memories are safe.</source>
            <translation>Ваше сообщение и воспоминания целы.</translation>
        </message>
        <message>
            <source>That does not open it</source>
            <translation>Ключ не подошёл</translation>
        </message>
        <message>
            <source>The key does not open this vault.</source>
            <translation>Этот ключ не открывает хранилище.</translation>
        </message>
        <message>
            <source>Check the passphrase or the recovery key and try again.</source>
            <translation>Проверьте парольную фразу или ключ восстановления и попробуйте снова.</translation>
        </message>
        <message>
            <source>The vault is locked</source>
            <translation>Хранилище заперто</translation>
        </message>
        <message>
            <source>This vault is protected and needs its key.</source>
            <translation>Хранилище защищено, нужен его ключ.</translation>
        </message>
        <message>
            <source>Enter your passphrase or your recovery key.</source>
            <translation>Введите парольную фразу или ключ восстановления.</translation>
        </message>
        <message>
            <source>This is not a vault</source>
            <translation>Это не хранилище</translation>
        </message>
        <message>
            <source>The folder holds something that this program did not write.</source>
            <translation>В папке лежит то, чего эта программа не записывала.</translation>
        </message>
        <message>
            <source>Choose another folder, or move the foreign file away.</source>
            <translation>Выберите другую папку или уберите посторонний файл.</translation>
        </message>
        <message>
            <source>The vault file is damaged</source>
            <translation>Файл хранилища повреждён</translation>
        </message>
        <message>
            <source>The file with your memories cannot be read completely.</source>
            <translation>Файл с воспоминаниями не читается целиком.</translation>
        </message>
        <message>
            <source>Nothing was overwritten; the file is as it was found.</source>
            <translation>Ничего не перезаписано, файл остался как был.</translation>
        </message>
        <message>
            <source>Restore your last backup, or copy the folder away before trying a repair.</source>
            <translation>Верните последнюю копию или скопируйте папку, прежде чем чинить.</translation>
        </message>
        <message>
            <source>The vault is from a newer version</source>
            <translation>Хранилище из более новой версии</translation>
        </message>
        <message>
            <source>A newer version of the program wrote this vault.</source>
            <translation>Это хранилище записала более новая версия программы.</translation>
        </message>
        <message>
            <source>Install the newest version of the program and open the vault again.</source>
            <translation>Установите новейшую версию программы и откройте хранилище снова.</translation>
        </message>
        <message>
            <source>The vault cannot be written</source>
            <translation>В хранилище нельзя писать</translation>
        </message>
        <message>
            <source>The vault's folder does not let the program write.</source>
            <translation>Папка хранилища закрыта для записи.</translation>
        </message>
        <message>
            <source>Give yourself the right to write in the folder, then try again.</source>
            <translation>Дайте себе право писать в эту папку и попробуйте снова.</translation>
        </message>
        <message>
            <source>The vault is busy</source>
            <translation>Хранилище занято</translation>
        </message>
        <message>
            <source>Another program has been using the vault for too long.</source>
            <translation>Другая программа слишком долго работает с хранилищем.</translation>
        </message>
        <message>
            <source>Close the other program and try again.</source>
            <translation>Закройте другую программу и попробуйте снова.</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>Диск заполнен</translation>
        </message>
        <message>
            <source>There is no room left to write the change.</source>
            <translation>Нет места, чтобы записать изменение.</translation>
        </message>
        <message>
            <source>The last change was not written; everything before it is safe.</source>
            <translation>Последнее изменение не записано, всё прежнее цело.</translation>
        </message>
        <message>
            <source>Free some space on the disk and try again.</source>
            <translation>Освободите место на диске и попробуйте снова.</translation>
        </message>
        <message>
            <source>This model file cannot be used</source>
            <translation>Этот файл модели не подходит</translation>
        </message>
        <message>
            <source>The file is incomplete, damaged or no GGUF model.</source>
            <translation>Файл неполон, повреждён или это не модель GGUF.</translation>
        </message>
        <message>
            <source>Choose another model file, or download this one again.</source>
            <translation>Выберите другой файл модели или скачайте этот заново.</translation>
        </message>
        <message>
            <source>The model is too large</source>
            <translation>Модель слишком велика</translation>
        </message>
        <message>
            <source>The model does not fit in this computer's free memory.</source>
            <translation>Модель не помещается в свободную память компьютера.</translation>
        </message>
        <message>
            <source>Close other programs or choose a smaller model.</source>
            <translation>Закройте другие программы или выберите модель поменьше.</translation>
        </message>
        <message>
            <source>The voice stopped</source>
            <translation>Голос умолк</translation>
        </message>
        <message>
            <source>The process that runs the language model ended unexpectedly.</source>
            <translation>Процесс языковой модели неожиданно завершился.</translation>
        </message>
        <message>
            <source>Try again; if it happens often, choose another model in the settings.</source>
            <translation>Попробуйте снова; если это повторяется, выберите другую модель в настройках.</translation>
        </message>
        <message>
            <source>The processor is too old</source>
            <translation>Процессор слишком старый</translation>
        </message>
        <message>
            <source>This processor cannot run the language model.</source>
            <translation>Этот процессор не может запустить языковую модель.</translation>
        </message>
        <message>
            <source>Go on without a model: memory answers by itself.</source>
            <translation>Продолжайте без модели: память ответит сама.</translation>
        </message>
        <message>
            <source>A part of the program is missing</source>
            <translation>Не хватает части программы</translation>
        </message>
        <message>
            <source>A file that belongs to the program is missing or was altered.</source>
            <translation>Файл программы пропал или был изменён.</translation>
        </message>
        <message>
            <source>Install the program again; your vault stays as it is.</source>
            <translation>Установите программу заново; хранилище останется как есть.</translation>
        </message>
        <message>
            <source>The request was not made</source>
            <translation>Обращение не было сделано</translation>
        </message>
        <message>
            <source>A request could not be written into the list of connections.</source>
            <translation>Обращение не удалось записать в список обращений к сети.</translation>
        </message>
        <message>
            <source>Check that the vault's folder can be written and has room.</source>
            <translation>Проверьте, что в папку хранилища можно писать и что в ней есть место.</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Нет связи</translation>
        </message>
        <message>
            <source>The connection could not be made, or broke again and again.</source>
            <translation>Соединиться не удалось, или связь прерывалась снова и снова.</translation>
        </message>
        <message>
            <source>What is here already is kept; your memories are untouched.</source>
            <translation>То, что уже есть, сохранено; воспоминания не тронуты.</translation>
        </message>
        <message>
            <source>Check the connection to the internet and go on.</source>
            <translation>Проверьте соединение с интернетом и продолжите.</translation>
        </message>
        <message>
            <source>The address is not safe</source>
            <translation>Адрес небезопасен</translation>
        </message>
        <message>
            <source>The way led to an address that is not safe or cannot prove what it is.</source>
            <translation>Путь привёл к адресу, который небезопасен или не может доказать, что он тот самый.</translation>
        </message>
        <message>
            <source>Check this computer's date and time, or try again later.</source>
            <translation>Проверьте дату и время на этом компьютере или попробуйте позже.</translation>
        </message>
        <message>
            <source>This is not the file that was published</source>
            <translation>Это не тот файл, что был опубликован</translation>
        </message>
        <message>
            <source>What came is not what was published, so it was not kept.</source>
            <translation>Пришло не то, что было опубликовано, поэтому это не сохранено.</translation>
        </message>
        <message>
            <source>Try again; if it happens again, choose another model.</source>
            <translation>Попробуйте снова; если повторится, выберите другую модель.</translation>
        </message>
        <message>
            <source>It is being downloaded already</source>
            <translation>Это уже скачивается</translation>
        </message>
        <message>
            <source>This file is being downloaded by this program or another.</source>
            <translation>Этот файл уже скачивает эта или другая программа.</translation>
        </message>
        <message>
            <source>Wait until it is done, or cancel it where it was begun.</source>
            <translation>Подождите, пока она закончит, или отмените там, где начали.</translation>
        </message>
        <message>
            <source>The server does not give it</source>
            <translation>Сервер его не отдаёт</translation>
        </message>
        <message>
            <source>The server answered with an error.</source>
            <translation>Сервер ответил ошибкой.</translation>
        </message>
        <message>
            <source>Try again later, or choose another model.</source>
            <translation>Попробуйте позже или выберите другую модель.</translation>
        </message>
        <message>
            <source>The server does not answer</source>
            <translation>Сервер не отвечает</translation>
        </message>
        <message>
            <source>The server of the model cannot be reached, or its answer broke off.</source>
            <translation>Сервер модели недоступен, или его ответ оборвался.</translation>
        </message>
        <message>
            <source>Look whether that program is running, and ask again.</source>
            <translation>Посмотрите, работает ли та программа, и спросите снова.</translation>
        </message>
        <message>
            <source>The server refused</source>
            <translation>Сервер отказал</translation>
        </message>
        <message>
            <source>The server of the model answered with an error.</source>
            <translation>Сервер модели ответил ошибкой.</translation>
        </message>
        <message>
            <source>Look whether it has the model and knows the key, or choose another one.</source>
            <translation>Посмотрите, есть ли у него эта модель и знает ли он ключ, или выберите другую.</translation>
        </message>
        <message>
            <source>This cannot be undone</source>
            <translation>Это нельзя отменить</translation>
        </message>
        <message>
            <source>Later changes build on this one.</source>
            <translation>На этом изменении держатся более поздние.</translation>
        </message>
        <message>
            <source>Undo the later changes first, or restore the memory in its list.</source>
            <translation>Сначала отмените более поздние изменения или верните воспоминание в его списке.</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>Что-то пошло не так</translation>
        </message>
        <message>
            <source>The program met something it did not expect.</source>
            <translation>Программа столкнулась с тем, чего не ожидала.</translation>
        </message>
        <message>
            <source>What you said before is safe in the vault.</source>
            <translation>Всё сказанное раньше цело и лежит в хранилище.</translation>
        </message>
        <message>
            <source>Try again; if it happens again, close and reopen the window.</source>
            <translation>Попробуйте снова; если повторится, закройте и откройте окно.</translation>
        </message>
    </context>
    <context>
        <name>Profile</name>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Save: {name}</source>
            <translation>Сохранить: {name}</translation>
        </message>
        <message>
            <source>Correct</source>
            <translation>Исправить</translation>
        </message>
        <message>
            <source>Correct: {text}</source>
            <translation>Исправить: {text}</translation>
        </message>
        <message>
            <source>Take it out</source>
            <translation>Убрать</translation>
        </message>
        <message>
            <source>Take it out: {text}</source>
            <translation>Убрать: {text}</translation>
        </message>
        <message>
            <source>Corrected by you</source>
            <translation>Исправлено вами</translation>
        </message>
        <message numerus="yes">
            <source>From %n memories</source>
            <translation>
                <numerusform>Из %n воспоминания</numerusform>
                <numerusform>Из %n воспоминаний</numerusform>
                <numerusform>Из %n воспоминаний</numerusform>
            </translation>
        </message>
        <message>
            <source>{day}: “{text}”</source>
            <translation>{day}: «{text}»</translation>
        </message>
        <message>
            <source>Open the memory</source>
            <translation>Открыть воспоминание</translation>
        </message>
        <message>
            <source>From {day}: {text}</source>
            <translation>Источник, {day}: {text}</translation>
        </message>
        <message>
            <source>The sentence as it should be</source>
            <translation>Как должно быть</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>About you</source>
            <translation>О вас</translation>
        </message>
        <message>
            <source>What I know of you, in sentences. Each is made of what you told me; correct what is wrong, or take it out.</source>
            <translation>Что я о вас знаю. Каждая строка составлена из ваших слов; исправьте неверное или уберите лишнее.</translation>
        </message>
        <message>
            <source>Always in mind</source>
            <translation>Всегда под рукой</translation>
        </message>
        <message>
            <source>Reading what is known</source>
            <translation>Читаю, что известно</translation>
        </message>
        <message>
            <source>Nothing written yet</source>
            <translation>Пока ничего не написано</translation>
        </message>
        <message>
            <source>This page is written at night, out of what you told me during the day.</source>
            <translation>Эта страница пишется ночью из того, что вы рассказали за день.</translation>
        </message>
        <message>
            <source>Sleep now</source>
            <translation>Заснуть сейчас</translation>
        </message>
        <message>
            <source>Corrected</source>
            <translation>Исправлено</translation>
        </message>
        <message>
            <source>Taken out</source>
            <translation>Убрано</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>Сохранено</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Changing</source>
            <translation>Изменяю</translation>
        </message>
        <message>
            <source>Who you are</source>
            <translation>Кто вы</translation>
        </message>
        <message>
            <source>Where you live and how to reach you</source>
            <translation>Где вы живёте и как с вами связаться</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>Работа</translation>
        </message>
        <message>
            <source>People close to you</source>
            <translation>Близкие люди</translation>
        </message>
        <message>
            <source>What you like</source>
            <translation>Что вы любите</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Здоровье</translation>
        </message>
        <message>
            <source>Plans</source>
            <translation>Планы</translation>
        </message>
        <message>
            <source>Habits</source>
            <translation>Привычки</translation>
        </message>
        <message>
            <source>What you asked of me</source>
            <translation>О чём вы просили</translation>
        </message>
        <message>
            <source>And besides</source>
            <translation>И ещё</translation>
        </message>
        <message>
            <source>About you, always in mind</source>
            <translation>О вас, всегда под рукой</translation>
        </message>
        <message>
            <source>How I am to be</source>
            <translation>Каким мне быть</translation>
        </message>
        <message>
            <source>I have this before me in every answer. Write what I should never miss.</source>
            <translation>Это передо мной в каждом ответе. Напишите, о чём мне нельзя забывать.</translation>
        </message>
        <message>
            <source>For example: “Be brief, and call me Ada.” I have this before me in every answer.</source>
            <translation>Например: «Отвечай кратко и зови меня Адой». Это передо мной в каждом ответе.</translation>
        </message>
        <message numerus="yes">
            <source>%n characters too many</source>
            <translation>
                <numerusform>лишний %n знак</numerusform>
                <numerusform>лишние %n знака</numerusform>
                <numerusform>лишние %n знаков</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>room for %n more characters</source>
            <translation>
                <numerusform>поместится ещё %n знак</numerusform>
                <numerusform>поместится ещё %n знака</numerusform>
                <numerusform>поместится ещё %n знаков</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Protection</name>
        <message>
            <source>Protect your memories</source>
            <translation>Защитите воспоминания</translation>
        </message>
        <message>
            <source>So that nobody reads them who comes by this computer or its disk. You can change it later.</source>
            <translation>Чтобы их не прочитал тот, кому попадёт в руки этот компьютер или его диск. Потом это можно изменить.</translation>
        </message>
        <message>
            <source>With this computer's keychain (recommended)</source>
            <translation>Связкой ключей этого компьютера (советуем)</translation>
        </message>
        <message>
            <source>Encrypted. Opens by itself when you are logged in; nothing to remember.</source>
            <translation>Зашифровано. Открывается само, когда вы вошли в систему; помнить ничего не нужно.</translation>
        </message>
        <message>
            <source>With a passphrase</source>
            <translation>Парольной фразой</translation>
        </message>
        <message>
            <source>Encrypted. You type the passphrase each time you start.</source>
            <translation>Зашифровано. Фразу нужно вводить при каждом запуске.</translation>
        </message>
        <message>
            <source>Without protection</source>
            <translation>Без защиты</translation>
        </message>
        <message>
            <source>Anybody who can read this computer's files can read your memories.</source>
            <translation>Кто может читать файлы этого компьютера, прочтёт и ваши воспоминания.</translation>
        </message>
        <message>
            <source>Passphrase, at least 8 characters</source>
            <translation>Парольная фраза, не короче 8 знаков</translation>
        </message>
        <message>
            <source>The same once more</source>
            <translation>Ещё раз то же самое</translation>
        </message>
        <message>
            <source>If you forget it, only the recovery key, which you will see next, opens your memories. Nobody can reset it, not even we.</source>
            <translation>Если вы её забудете, память откроет только ключ восстановления, который вы увидите дальше. Сбросить её не может никто, даже мы.</translation>
        </message>
        <message>
            <source>I understand and want no protection</source>
            <translation>Я понимаю и не хочу защиты</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Дальше</translation>
        </message>
        <message>
            <source>Asking this computer's keychain…</source>
            <translation>Спрашиваю связку ключей…</translation>
        </message>
        <message>
            <source>This computer has no keychain that can be trusted, so choose another way.</source>
            <translation>На этом компьютере нет надёжной связки ключей, выберите другой способ.</translation>
        </message>
        <message>
            <source>The two are not the same yet.</source>
            <translation>Пока не совпадает.</translation>
        </message>
        <message>
            <source>Your memories cannot be opened</source>
            <translation>Воспоминания не открываются</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Попробовать снова</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>Открыть папку</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Выйти</translation>
        </message>
        <message>
            <source>Your recovery key</source>
            <translation>Ваш ключ восстановления</translation>
        </message>
        <message>
            <source>If the keychain is lost or the passphrase forgotten, only this key opens your memories. Keep it on paper or in another safe place. It is not shown again.</source>
            <translation>Если связка ключей пропадёт или фраза забудется, воспоминания откроет только этот ключ. Храните его на бумаге или в другом надёжном месте. Больше он не покажется.</translation>
        </message>
        <message>
            <source>Open my memories</source>
            <translation>Открыть воспоминания</translation>
        </message>
        <message>
            <source>Your memories are locked</source>
            <translation>Воспоминания заперты</translation>
        </message>
        <message>
            <source>The keychain did not answer. Your passphrase or your recovery key opens them too.</source>
            <translation>Связка ключей не ответила. Подойдёт и парольная фраза, и ключ восстановления.</translation>
        </message>
        <message>
            <source>Enter your passphrase or your recovery key.</source>
            <translation>Введите парольную фразу или ключ восстановления.</translation>
        </message>
        <message>
            <source>Passphrase or recovery key</source>
            <translation>Парольная фраза или ключ восстановления</translation>
        </message>
        <message>
            <source>Show what I type</source>
            <translation>Показывать, что я печатаю</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Vault: {folder}</source>
            <translation>Хранилище: {folder}</translation>
        </message>
        <message>
            <source>Ask the keychain</source>
            <translation>Спросить связку ключей</translation>
        </message>
        <message>
            <source>Recovery key</source>
            <translation>Ключ восстановления</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Скопировать</translation>
        </message>
        <message>
            <source>Save as a file…</source>
            <translation>Сохранить в файл…</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>Напечатать…</translation>
        </message>
        <message>
            <source>I have kept the key in a safe place</source>
            <translation>Ключ сохранён в надёжном месте</translation>
        </message>
        <message>
            <source>Recovery key of Mneme</source>
            <translation>Ключ восстановления Mneme</translation>
        </message>
        <message>
            <source>Type it where Mneme asks for the passphrase.</source>
            <translation>Введите его там, где Mneme спросит парольную фразу.</translation>
        </message>
        <message>
            <source>It could not be saved: {reason}</source>
            <translation>Не удалось сохранить: {reason}</translation>
        </message>
        <message>
            <source>Saved in {path}</source>
            <translation>Сохранено в {path}</translation>
        </message>
        <message>
            <source>Copied: paste it somewhere safe.</source>
            <translation>Скопировано: вставьте его в надёжное место.</translation>
        </message>
        <message>
            <source>Save the recovery key</source>
            <translation>Сохранить ключ восстановления</translation>
        </message>
        <message>
            <source>Sent to the printer.</source>
            <translation>Отправлено на печать.</translation>
        </message>
    </context>
    <context>
        <name>Purge</name>
        <message>
            <source>Looking for everything that holds it…</source>
            <translation>Ищу всё, где это есть…</translation>
        </message>
        <message>
            <source>Looking for everything that holds it</source>
            <translation>Поиск всего, где это есть</translation>
        </message>
        <message>
            <source>Nothing holds it</source>
            <translation>Этого нигде нет</translation>
        </message>
        <message>
            <source>There is nothing of it in your memories or your diary.</source>
            <translation>Ни в памяти, ни в дневнике этого нет.</translation>
        </message>
        <message>
            <source>Delete this for good?</source>
            <translation>Удалить это навсегда?</translation>
        </message>
        <message>
            <source>What will go</source>
            <translation>Что исчезнет</translation>
        </message>
        <message>
            <source>Backups that hold it too</source>
            <translation>Копии, в которых это тоже есть</translation>
        </message>
        <message>
            <source>Afterwards you can have it deleted from these backups as well.</source>
            <translation>После этого можно удалить это и из этих копий.</translation>
        </message>
        <message>
            <source>This cannot be undone.</source>
            <translation>Это нельзя отменить.</translation>
        </message>
        <message>
            <source>To keep something only out of the answers, choose Forget instead: that can be taken back.</source>
            <translation>Чтобы только убрать что-то из ответов, выберите «Забыть»: это можно отменить.</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Оставить</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Назад</translation>
        </message>
        <message>
            <source>Delete for good</source>
            <translation>Удалить навсегда</translation>
        </message>
        <message>
            <source>Deleting it everywhere…</source>
            <translation>Удаляю повсюду…</translation>
        </message>
        <message>
            <source>Deleting it everywhere</source>
            <translation>Удаление повсюду</translation>
        </message>
        <message>
            <source>Deleted for good</source>
            <translation>Удалено навсегда</translation>
        </message>
        <message>
            <source>This is where it was, and how much of it went:</source>
            <translation>Где это было и сколько исчезло:</translation>
        </message>
        <message>
            <source>Copy the receipt</source>
            <translation>Копировать отчёт</translation>
        </message>
        <message>
            <source>Save it…</source>
            <translation>Сохранить…</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Готово</translation>
        </message>
        <message>
            <source>No backup that can be looked into holds it.</source>
            <translation>Ни в одной доступной копии этого нет.</translation>
        </message>
        <message>
            <source>Backups that still hold it</source>
            <translation>Копии, в которых это ещё есть</translation>
        </message>
        <message>
            <source>Delete it from these backups too</source>
            <translation>Удалить и из этих копий</translation>
        </message>
        <message>
            <source>Deleting it from the backups…</source>
            <translation>Удаляю из копий…</translation>
        </message>
        <message numerus="yes">
            <source>%n backups could not be opened or written.</source>
            <translation>
                <numerusform>%n копию не удалось открыть или записать.</numerusform>
                <numerusform>%n копии не удалось открыть или записать.</numerusform>
                <numerusform>%n копий не удалось открыть или записать.</numerusform>
            </translation>
        </message>
        <message>
            <source>Deleting it from the backups</source>
            <translation>Удаление из копий</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Скопировано</translation>
        </message>
        <message>
            <source>Save the receipt</source>
            <translation>Сохранить отчёт</translation>
        </message>
        <message>
            <source>Saved in {path}</source>
            <translation>Сохранено в {path}</translation>
        </message>
        <message>
            <source>It could not be saved: {reason}</source>
            <translation>Сохранить не удалось: {reason}</translation>
        </message>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n воспоминание</numerusform>
                <numerusform>%n воспоминания</numerusform>
                <numerusform>%n воспоминаний</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n memories that come from the same words</source>
            <translation>
                <numerusform>%n воспоминание из тех же слов</numerusform>
                <numerusform>%n воспоминания из тех же слов</numerusform>
                <numerusform>%n воспоминаний из тех же слов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the words of %n messages in the diary</source>
            <translation>
                <numerusform>слова %n сообщения в дневнике</numerusform>
                <numerusform>слова %n сообщений в дневнике</numerusform>
                <numerusform>слова %n сообщений в дневнике</numerusform>
            </translation>
        </message>
        <message>
            <source>everything that was made of it: search, history, decisions, what was learnt</source>
            <translation>всё, что из этого получено: поиск, история, решения, выученное</translation>
        </message>
        <message>
            <source>Memories</source>
            <translation>Воспоминания</translation>
        </message>
        <message>
            <source>Passages of the diary, overwritten</source>
            <translation>Места в дневнике, затёртые</translation>
        </message>
        <message>
            <source>Fingerprints of meaning</source>
            <translation>Отпечатки смысла</translation>
        </message>
        <message>
            <source>Entries of the search</source>
            <translation>Записи поиска</translation>
        </message>
        <message>
            <source>Entries of the history</source>
            <translation>Записи истории</translation>
        </message>
        <message>
            <source>Decisions about what was noticed</source>
            <translation>Решения о замеченном</translation>
        </message>
        <message>
            <source>Lessons</source>
            <translation>Уроки</translation>
        </message>
        <message>
            <source>Questions</source>
            <translation>Вопросы</translation>
        </message>
        <message>
            <source>Things learnt from it</source>
            <translation>Выученное из этого</translation>
        </message>
        <message>
            <source>Drafts</source>
            <translation>Черновики</translation>
        </message>
        <message>
            <source>Attachments</source>
            <translation>Вложения</translation>
        </message>
        <message>
            <source>Titles of chats</source>
            <translation>Названия разговоров</translation>
        </message>
        <message>
            <source>Sentences of what is always in mind</source>
            <translation>Предложения из того, что всегда в уме</translation>
        </message>
        <message>
            <source>Backups written anew</source>
            <translation>Переписанные копии</translation>
        </message>
        <message>
            <source>Prompts that the voice kept</source>
            <translation>Заготовки, которые держал голос</translation>
        </message>
        <message>
            <source>Reports of crashes</source>
            <translation>Отчёты о сбоях</translation>
        </message>
        <message>
            <source>Entries of the network log</source>
            <translation>Записи журнала сети</translation>
        </message>
        <message>
            <source>Keys of servers</source>
            <translation>Ключи серверов</translation>
        </message>
        <message>
            <source>The index for large memories, made anew</source>
            <translation>Указатель для большой памяти, сделан заново</translation>
        </message>
        <message>
            <source>Another program is reading the vault; the last traces are wiped when it is opened next.</source>
            <translation>Хранилище читает другая программа; последние следы сотрутся при следующем открытии.</translation>
        </message>
        <message>
            <source>There is no room on the disk to rewrite the file; free some, and the last traces are wiped when the vault is opened next.</source>
            <translation>На диске нет места, чтобы переписать файл; освободите его, и последние следы сотрутся при следующем открытии.</translation>
        </message>
        <message>
            <source>Not cleaned yet: {place}. It is tried again at the next start.</source>
            <translation>Ещё не очищено: {place}. При следующем запуске будет новая попытка.</translation>
        </message>
        <message>
            <source>The vault's file</source>
            <translation>Файл хранилища</translation>
        </message>
        <message>
            <source>Deleted for good by Mneme: {moment}</source>
            <translation>Удалено навсегда в Mneme: {moment}</translation>
        </message>
        <message>
            <source>Backups that still hold it:</source>
            <translation>Копии, в которых это ещё есть:</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <source>Thank you; now I know which one is true</source>
            <translation>Спасибо; теперь я знаю, что верно</translation>
        </message>
        <message>
            <source>Thank you; both stay</source>
            <translation>Спасибо; останется и то и другое</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Keeping your answer</source>
            <translation>Запоминаю ваш ответ</translation>
        </message>
        <message>
            <source>It waits for you under “What was noticed”</source>
            <translation>Вопрос подождёт вас в разделе «Что замечено»</translation>
        </message>
        <message>
            <source>You told me two different things. Which one is true now?</source>
            <translation>Вы говорили мне об этом разное. Что верно сейчас?</translation>
        </message>
        <message>
            <source>Both are true</source>
            <translation>Верно и то и другое</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Позже</translation>
        </message>
        <message>
            <source>Said: {day}</source>
            <translation>Сказано: {day}</translation>
        </message>
        <message>
            <source>This one is true</source>
            <translation>Верно это</translation>
        </message>
        <message>
            <source>This one is true: {statement}</source>
            <translation>Верно это: {statement}</translation>
        </message>
    </context>
    <context>
        <name>Score</name>
        <message>
            <source>meaning</source>
            <translation>смысл</translation>
        </message>
        <message>
            <source>words of like meaning</source>
            <translation>слова, близкие по смыслу</translation>
        </message>
        <message>
            <source>same words</source>
            <translation>те же слова</translation>
        </message>
        <message>
            <source>who said it</source>
            <translation>кто это сказал</translation>
        </message>
        <message>
            <source>the time asked about</source>
            <translation>время, о котором вопрос</translation>
        </message>
        <message>
            <source>follows your question</source>
            <translation>отвечает на похожий вопрос</translation>
        </message>
        <message>
            <source>the person or thing named</source>
            <translation>названное имя</translation>
        </message>
        <message>
            <source>just what was asked for</source>
            <translation>именно то, о чём вопрос</translation>
        </message>
        <message>
            <source>the conversation it was said in</source>
            <translation>беседа, где это сказано</translation>
        </message>
        <message>
            <source>linked with what was found</source>
            <translation>связано с найденным</translation>
        </message>
        <message>
            <source>often needed together</source>
            <translation>часто нужны вместе</translation>
        </message>
        <message>
            <source>written down</source>
            <translation>записано в память</translation>
        </message>
        <message>
            <source>importance</source>
            <translation>важность</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Lock by itself</source>
            <translation>Блокироваться самой</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Никогда</translation>
        </message>
        <message numerus="yes">
            <source>After %n minutes</source>
            <translation>
                <numerusform>Через %n минуту</numerusform>
                <numerusform>Через %n минуты</numerusform>
                <numerusform>Через %n минут</numerusform>
            </translation>
        </message>
        <message>
            <source>Lock now (Ctrl+L)</source>
            <translation>Заблокировать (Ctrl+L)</translation>
        </message>
        <message>
            <source>Encrypt everything anew…</source>
            <translation>Зашифровать всё заново…</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>Парольная фраза</translation>
        </message>
        <message>
            <source>You type it each time you start.</source>
            <translation>Вы вводите её при каждом запуске.</translation>
        </message>
        <message>
            <source>None is set.</source>
            <translation>Не задана.</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Изменить…</translation>
        </message>
        <message>
            <source>Set…</source>
            <translation>Задать…</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Использовать</translation>
        </message>
        <message>
            <source>This computer's keychain</source>
            <translation>Связка ключей этого компьютера</translation>
        </message>
        <message>
            <source>Opens by itself when you are logged in.</source>
            <translation>Открывает сама, когда вы вошли в систему.</translation>
        </message>
        <message>
            <source>Not used.</source>
            <translation>Не используется.</translation>
        </message>
        <message>
            <source>Recovery key</source>
            <translation>Ключ восстановления</translation>
        </message>
        <message>
            <source>Opens your memories when all else is lost.</source>
            <translation>Открывает память, когда всё остальное потеряно.</translation>
        </message>
        <message>
            <source>There is none yet: make one, and keep it in a safe place.</source>
            <translation>Его ещё нет: сделайте и храните в надёжном месте.</translation>
        </message>
        <message>
            <source>Make a new one…</source>
            <translation>Сделать новый…</translation>
        </message>
        <message>
            <source>Removed; it opens nothing any more.</source>
            <translation>Удалено; больше ничего не открывает.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Убрать</translation>
        </message>
        <message>
            <source>From now on the new passphrase holds.</source>
            <translation>Теперь действует новая парольная фраза.</translation>
        </message>
        <message>
            <source>The new recovery key holds; the old one opens nothing any more.</source>
            <translation>Действует новый ключ восстановления; прежний больше ничего не открывает.</translation>
        </message>
        <message>
            <source>From now on the keychain opens your memories.</source>
            <translation>Теперь память открывает связка ключей.</translation>
        </message>
        <message>
            <source>These backups are encrypted now.</source>
            <translation>Теперь эти копии зашифрованы.</translation>
        </message>
        <message>
            <source>Encrypting backups</source>
            <translation>Шифруются резервные копии</translation>
        </message>
        <message>
            <source>These backups are deleted.</source>
            <translation>Эти копии удалены.</translation>
        </message>
        <message>
            <source>Deleting backups</source>
            <translation>Удаляются резервные копии</translation>
        </message>
        <message>
            <source>Changing what opens your memories</source>
            <translation>Меняется то, что открывает память</translation>
        </message>
        <message>
            <source>This computer has no keychain that keeps secrets safely. Keep to the passphrase.</source>
            <translation>На этом компьютере нет связки ключей, которая надёжно хранит секреты. Пользуйтесь парольной фразой.</translation>
        </message>
        <message>
            <source>The keychain is locked. Unlock it in your system's settings and try again.</source>
            <translation>Связка ключей заперта. Отоприте её в настройках системы и попробуйте снова.</translation>
        </message>
        <message>
            <source>The keychain took a trial secret and did not give it back, so it is not trusted. Keep to the passphrase.</source>
            <translation>Связка ключей взяла пробный секрет и не вернула его, поэтому доверять ей нельзя. Пользуйтесь парольной фразой.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>If you forget it, your recovery key opens your memories. Without both nobody can, not even we.</source>
            <translation>Если вы её забудете, память откроет ключ восстановления. Без того и другого её не откроет никто, даже мы.</translation>
        </message>
        <message>
            <source>If you forget it, nobody can open your memories, not even we: there is no recovery key yet. Make one first.</source>
            <translation>Если вы её забудете, память не откроет никто, даже мы: ключа восстановления ещё нет. Сначала сделайте его.</translation>
        </message>
        <message>
            <source>Change the passphrase</source>
            <translation>Изменить парольную фразу</translation>
        </message>
        <message>
            <source>Set a passphrase</source>
            <translation>Задать парольную фразу</translation>
        </message>
        <message>
            <source>The passphrase as it is now</source>
            <translation>Нынешняя парольная фраза</translation>
        </message>
        <message>
            <source>The new passphrase, at least 8 characters</source>
            <translation>Новая парольная фраза, не короче 8 знаков</translation>
        </message>
        <message>
            <source>The same once more</source>
            <translation>Ещё раз то же самое</translation>
        </message>
        <message>
            <source>The two are not the same yet.</source>
            <translation>Они пока не совпадают.</translation>
        </message>
        <message>
            <source>A new recovery key</source>
            <translation>Новый ключ восстановления</translation>
        </message>
        <message>
            <source>Keep it on paper or in another safe place. When you go on, it opens your memories, and the one you had before opens nothing any more.</source>
            <translation>Храните его на бумаге или в другом надёжном месте. Когда вы продолжите, он станет открывать память, а прежний больше ничего не откроет.</translation>
        </message>
        <message>
            <source>Use this key from now on</source>
            <translation>Пользоваться этим ключом</translation>
        </message>
        <message>
            <source>Encrypt everything anew</source>
            <translation>Зашифровать всё заново</translation>
        </message>
        <message>
            <source>Do this when somebody may have seen your key or your passphrase: everything, the backups too, gets a new key, and old copies of the key file open nothing any more. A backup is made first.</source>
            <translation>Это нужно, если кто-то мог увидеть ваш ключ или парольную фразу: всё, и копии тоже, получит новый ключ, а старые копии файла ключей больше ничего не откроют. Сначала делается резервная копия.</translation>
        </message>
        <message>
            <source>Your passphrase</source>
            <translation>Ваша парольная фраза</translation>
        </message>
        <message>
            <source>This will be your new recovery key:</source>
            <translation>Это будет ваш новый ключ восстановления:</translation>
        </message>
        <message>
            <source>Your memories are not protected</source>
            <translation>Ваша память не защищена</translation>
        </message>
        <message>
            <source>Anybody who can read this computer's files can read them. You can encrypt them now; nothing is lost by it.</source>
            <translation>Её может прочесть каждый, кто может читать файлы этого компьютера. Вы можете зашифровать её сейчас; ничего при этом не потеряется.</translation>
        </message>
        <message>
            <source>Protect this vault…</source>
            <translation>Защитить это хранилище…</translation>
        </message>
        <message>
            <source>These backups were made before your memories were encrypted. Anybody who has them can read them.</source>
            <translation>Эти резервные копии сделаны до того, как ваша память была зашифрована. Их может прочесть каждый, у кого они есть.</translation>
        </message>
        <message>
            <source>Encrypt these backups</source>
            <translation>Зашифровать эти копии</translation>
        </message>
        <message>
            <source>Delete these backups…</source>
            <translation>Удалить эти копии…</translation>
        </message>
        <message>
            <source>Protect this vault</source>
            <translation>Защитить это хранилище</translation>
        </message>
        <message>
            <source>Your memories are encrypted in a new file, which is compared with the old one. Then the old one is overwritten and removed; some disks keep traces of it for a while. Backups made so far stay as they are: you will be asked about them next.</source>
            <translation>Ваша память шифруется в новом файле, и он сверяется со старым. Потом старый файл перезаписывается и удаляется; на некоторых дисках его следы остаются ещё какое-то время. Прежние резервные копии остаются как есть: о них вас спросят потом.</translation>
        </message>
        <message>
            <source>Open by itself with this computer's keychain</source>
            <translation>Открывать без вопросов связкой ключей этого компьютера</translation>
        </message>
        <message>
            <source>Ask for a passphrase each time</source>
            <translation>Каждый раз спрашивать парольную фразу</translation>
        </message>
        <message>
            <source>Passphrase, at least 8 characters</source>
            <translation>Парольная фраза, не короче 8 знаков</translation>
        </message>
        <message>
            <source>Your recovery key opens your memories when all else is lost:</source>
            <translation>Ключ восстановления откроет вашу память, когда всё остальное потеряно:</translation>
        </message>
        <message numerus="yes">
            <source>Delete %n backups for good?</source>
            <translation>
                <numerusform>Удалить %n копию навсегда?</numerusform>
                <numerusform>Удалить %n копии навсегда?</numerusform>
                <numerusform>Удалить %n копий навсегда?</numerusform>
            </translation>
        </message>
        <message>
            <source>They are overwritten and removed, and cannot be brought back. Your memories stay as they are.</source>
            <translation>Они будут перезаписаны и удалены, вернуть их нельзя. Ваша память останется как есть.</translation>
        </message>
        <message>
            <source>Delete them</source>
            <translation>Удалить</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Language and look</source>
            <translation>Язык и вид</translation>
        </message>
        <message>
            <source>Voice</source>
            <translation>Голос</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>Ответы</translation>
        </message>
        <message>
            <source>Sleep</source>
            <translation>Сон</translation>
        </message>
        <message>
            <source>Your memories</source>
            <translation>Ваши воспоминания</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Сеть</translation>
        </message>
        <message>
            <source>About</source>
            <translation>О программе</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Как в системе</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Светлые</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Тёмные</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Цвета</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>Мельче</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Крупнее</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>Размер текста</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>Открыть папку</translation>
        </message>
        <message>
            <source>Everything you say is kept in this folder and nowhere else.</source>
            <translation>Всё, что вы говорите, хранится в этой папке и больше нигде.</translation>
        </message>
        <message>
            <source>A free program under the Apache License 2.0. It sends nothing anywhere unless you ask.</source>
            <translation>Свободная программа под лицензией Apache 2.0. Она никуда ничего не отправляет, пока вы не попросите.</translation>
        </message>
        <message>
            <source>The starter voice, {model}, is used under the {licence}.</source>
            <translation>Начальный голос, {model}, используется на условиях {licence}.</translation>
        </message>
        <message>
            <source>The typeface is Inter, under the SIL Open Font License.</source>
            <translation>Шрифт Inter, под лицензией SIL Open Font License.</translation>
        </message>
        <message>
            <source>this computer's keychain</source>
            <translation>связкой ключей этого компьютера</translation>
        </message>
        <message>
            <source>a passphrase</source>
            <translation>парольной фразой</translation>
        </message>
        <message>
            <source>a recovery key</source>
            <translation>ключом восстановления</translation>
        </message>
        <message>
            <source>Not encrypted, as you chose.</source>
            <translation>Не зашифровано, как вы выбрали.</translation>
        </message>
        <message>
            <source>Encrypted. Opens with {ways}.</source>
            <translation>Зашифровано. Открывается {ways}.</translation>
        </message>
        <message>
            <source>Sleep while I am away</source>
            <translation>Спать, пока меня нет</translation>
        </message>
        <message>
            <source>After how long without a key or a click</source>
            <translation>Через сколько без клавиш и щелчков</translation>
        </message>
        <message>
            <source>At a time of the night</source>
            <translation>В час ночи</translation>
        </message>
        <message>
            <source>On battery too, while it holds 30 % or more</source>
            <translation>И от батареи, пока в ней не меньше 30 %</translation>
        </message>
        <message>
            <source>Asleep, your memory is put in order. It wakes at once when you come back, and each night can be undone.</source>
            <translation>Во сне память наводит в себе порядок. Она проснётся сразу, как вы вернётесь, и каждую ночь можно отменить.</translation>
        </message>
        <message>
            <source>Also at a time of the night</source>
            <translation>А также в час ночи</translation>
        </message>
        <message>
            <source>Starter voice ({model})</source>
            <translation>Начальный голос ({model})</translation>
        </message>
        <message>
            <source>A model of my own</source>
            <translation>Моя собственная модель</translation>
        </message>
        <message>
            <source>No model: memory answers by itself</source>
            <translation>Без модели: память отвечает сама</translation>
        </message>
        <message>
            <source>Small and quick. Finds the right memory and phrases it; not made for long conversations.</source>
            <translation>Маленький и быстрый. Находит нужное воспоминание и пересказывает его; для долгих бесед не годится.</translation>
        </message>
        <message>
            <source>Quotes what you told it, word for word. Needs no memory to spare.</source>
            <translation>Слово в слово приводит то, что вы рассказали. Почти не занимает памяти компьютера.</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Выбрать файл…</translation>
        </message>
        <message>
            <source>or drop a .gguf file here</source>
            <translation>или перетащите сюда файл .gguf</translation>
        </message>
        <message>
            <source>All models…</source>
            <translation>Все модели…</translation>
        </message>
        <message>
            <source>Not installed. Choose a model file, or let memory answer by itself.</source>
            <translation>Не установлен. Выберите файл модели, или пусть память отвечает сама.</translation>
        </message>
        <message>
            <source>Any GGUF chat model that fits in this computer's memory.</source>
            <translation>Любая разговорная модель GGUF, которая помещается в память компьютера.</translation>
        </message>
        <message>
            <source>Choose a model file</source>
            <translation>Выберите файл модели</translation>
        </message>
        <message>
            <source>Models (*.gguf)</source>
            <translation>Модели (*.gguf)</translation>
        </message>
    </context>
    <context>
        <name>Shell</name>
        <message>
            <source>Opening your memories…</source>
            <translation>Открываю воспоминания…</translation>
        </message>
        <message>
            <source>Restored. What it replaced is kept among the backups.</source>
            <translation>Восстановлено. Прежнее состояние лежит среди копий.</translation>
        </message>
        <message>
            <source>Everything is encrypted with a new key now.</source>
            <translation>Теперь всё зашифровано новым ключом.</translation>
        </message>
        <message>
            <source>Your memories are encrypted from now on.</source>
            <translation>Теперь ваша память зашифрована.</translation>
        </message>
        <message>
            <source>One moment: your memories are being moved…</source>
            <translation>Минуту: ваша память переносится…</translation>
        </message>
        <message>
            <source>Something went wrong in the program; what you said is safe.</source>
            <translation>В программе случился сбой; всё сказанное цело.</translation>
        </message>
        <message>
            <source>Open the report</source>
            <translation>Открыть отчёт</translation>
        </message>
        <message>
            <source>New chat</source>
            <translation>Новый разговор</translation>
        </message>
        <message>
            <source>Search chats</source>
            <translation>Поиск по разговорам</translation>
        </message>
        <message>
            <source>Chats</source>
            <translation>Разговоры</translation>
        </message>
        <message>
            <source>Your chats will be listed here.</source>
            <translation>Здесь появятся ваши разговоры.</translation>
        </message>
        <message>
            <source>Lock (Ctrl+L)</source>
            <translation>Заблокировать (Ctrl+L)</translation>
        </message>
        <message>
            <source>Hide this side (Ctrl+B)</source>
            <translation>Скрыть панель (Ctrl+B)</translation>
        </message>
        <message>
            <source>Chat</source>
            <translation>Разговор</translation>
        </message>
        <message>
            <source>Memories</source>
            <translation>Воспоминания</translation>
        </message>
        <message>
            <source>About you</source>
            <translation>О вас</translation>
        </message>
        <message>
            <source>Nights</source>
            <translation>Ночи</translation>
        </message>
        <message>
            <source>What was noticed</source>
            <translation>Что замечено</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Модели</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Здоровье</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Ничего не найдено</translation>
        </message>
        <message>
            <source>Taking it back</source>
            <translation>Отменяется</translation>
        </message>
        <message>
            <source>Doing it again</source>
            <translation>Повторяется</translation>
        </message>
        <message>
            <source>Taken back: {step}</source>
            <translation>Отменено: {step}</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Вернуть</translation>
        </message>
        <message>
            <source>Done again: {step}</source>
            <translation>Возвращено: {step}</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Take that back</source>
            <translation>Отменить то</translation>
        </message>
        <message>
            <source>Another voice</source>
            <translation>Другой голос</translation>
        </message>
        <message>
            <source>Speak with {model} from now on?</source>
            <translation>Говорить с этого времени голосом {model}?</translation>
        </message>
        <message>
            <source>The file stays where it is; you can change this at any time.</source>
            <translation>Файл останется на своём месте; выбор можно изменить в любое время.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Говорить им</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Не надо</translation>
        </message>
        <message>
            <source>Your memories are not protected, so there is no lock.</source>
            <translation>Ваша память не защищена, поэтому запирать нечего.</translation>
        </message>
        <message>
            <source>While you were away: {said}</source>
            <translation>Пока вас не было: {said}</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Показать</translation>
        </message>
    </context>
    <context>
        <name>Sleep</name>
        <message>
            <source>A quiet night: nothing had to change.</source>
            <translation>Тихая ночь: менять ничего не пришлось.</translation>
        </message>
        <message>
            <source>Do this night again</source>
            <translation>Вернуть эту ночь</translation>
        </message>
        <message>
            <source>Undo this night</source>
            <translation>Отменить эту ночь</translation>
        </message>
        <message>
            <source>Everything is as it was before; nothing you said is lost</source>
            <translation>Всё станет как было; ничего из сказанного не пропадёт</translation>
        </message>
        <message numerus="yes">
            <source>Show %n more</source>
            <translation>
                <numerusform>Показать ещё %n</numerusform>
                <numerusform>Показать ещё %n</numerusform>
                <numerusform>Показать ещё %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
                <numerusform>и ещё %n</numerusform>
            </translation>
        </message>
        <message>
            <source>This has been settled since.</source>
            <translation>С тех пор это решено.</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>Вернуть</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Nights</source>
            <translation>Ночи</translation>
        </message>
        <message>
            <source>What fades next</source>
            <translation>Что тускнеет</translation>
        </message>
        <message>
            <source>Sleep now</source>
            <translation>Заснуть сейчас</translation>
        </message>
        <message>
            <source>You can go on; it wakes when you say something</source>
            <translation>Можно продолжать: память проснётся, когда вы что-нибудь скажете</translation>
        </message>
        <message>
            <source>Not slept yet</source>
            <translation>Ночей ещё не было</translation>
        </message>
        <message>
            <source>When you are away, I go over what you told me: I put together what says the same, see what belongs together, and let fade what nobody needs. In the morning you read here what was done, and can take all of it back.</source>
            <translation>Пока вас нет, я перебираю то, что вы рассказали: объединяю одинаковое, связываю то, что относится друг к другу, и даю потускнеть ненужному. Утром здесь видно, что сделано, и всё можно отменить.</translation>
        </message>
        <message>
            <source>Reading what the nights did</source>
            <translation>Читаю, что было ночью</translation>
        </message>
        <message>
            <source>Earlier nights</source>
            <translation>Прежние ночи</translation>
        </message>
        <message>
            <source>Remembered again</source>
            <translation>Снова в памяти</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Changing</source>
            <translation>Изменяю</translation>
        </message>
        <message>
            <source>Wake</source>
            <translation>Разбудить</translation>
        </message>
        <message>
            <source>The rest is done another time</source>
            <translation>Остальное в другой раз</translation>
        </message>
        <message>
            <source>falling asleep</source>
            <translation>засыпаю</translation>
        </message>
        <message>
            <source>going over the day</source>
            <translation>перебираю день</translation>
        </message>
        <message>
            <source>putting things together</source>
            <translation>объединяю одинаковое</translation>
        </message>
        <message>
            <source>sorting out what contradicts</source>
            <translation>разбираю противоречия</translation>
        </message>
        <message>
            <source>looking for what comes back again and again</source>
            <translation>ищу, что повторяется</translation>
        </message>
        <message>
            <source>linking what belongs together</source>
            <translation>связываю одно с другим</translation>
        </message>
        <message>
            <source>tidying up</source>
            <translation>раскладываю по местам</translation>
        </message>
        <message>
            <source>letting go of what is not used</source>
            <translation>отпускаю ненужное</translation>
        </message>
        <message>
            <source>learning from the day</source>
            <translation>учусь на прошедшем дне</translation>
        </message>
        <message>
            <source>Asleep: {doing} ({share})</source>
            <translation>Сплю: {doing} ({share})</translation>
        </message>
        <message>
            <source>Last night</source>
            <translation>Прошлой ночью</translation>
        </message>
        <message>
            <source>{day}, {time}</source>
            <translation>{day}, {time}</translation>
        </message>
        <message>
            <source>Began at {time}</source>
            <translation>Началась в {time}</translation>
        </message>
        <message>
            <source>for less than a minute</source>
            <translation>меньше минуты</translation>
        </message>
        <message>
            <source>From {begun} to {ended}</source>
            <translation>С {begun} до {ended}</translation>
        </message>
        <message numerus="yes">
            <source>%n questions for you</source>
            <translation>
                <numerusform>%n вопрос к вам</numerusform>
                <numerusform>%n вопроса к вам</numerusform>
                <numerusform>%n вопросов к вам</numerusform>
            </translation>
        </message>
        <message>
            <source>Learnt</source>
            <translation>Чему научилась память</translation>
        </message>
        <message>
            <source>Put together</source>
            <translation>Объединено</translation>
        </message>
        <message>
            <source>Seen as a whole</source>
            <translation>Увидено в целом</translation>
        </message>
        <message>
            <source>Written about you</source>
            <translation>Написано о вас</translation>
        </message>
        <message>
            <source>Settled</source>
            <translation>Решено</translation>
        </message>
        <message>
            <source>Faded</source>
            <translation>Потускнело</translation>
        </message>
        <message numerus="yes">
            <source>%n links between memories</source>
            <translation>
                <numerusform>%n связь между воспоминаниями</numerusform>
                <numerusform>%n связи между воспоминаниями</numerusform>
                <numerusform>%n связей между воспоминаниями</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n things tidied away</source>
            <translation>
                <numerusform>%n запись разложена по местам</numerusform>
                <numerusform>%n записи разложены по местам</numerusform>
                <numerusform>%n записей разложено по местам</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Went over %n memories again</source>
            <translation>
                <numerusform>Повторено: %n воспоминание</numerusform>
                <numerusform>Повторено: %n воспоминания</numerusform>
                <numerusform>Повторено: %n воспоминаний</numerusform>
            </translation>
        </message>
        <message>
            <source>These said the same, so each pair is one memory now.</source>
            <translation>Они говорили одно и то же, теперь это одно воспоминание.</translation>
        </message>
        <message>
            <source>What several memories say together.</source>
            <translation>Что говорят несколько воспоминаний вместе.</translation>
        </message>
        <message>
            <source>You find it all under About you, and can correct it there.</source>
            <translation>Всё это в разделе «О вас», там же можно исправить.</translation>
        </message>
        <message>
            <source>Of two that contradict, the newer one holds now.</source>
            <translation>Из двух противоречащих теперь верно более новое.</translation>
        </message>
        <message>
            <source>Not needed for a long time. They stay out of answers until you bring them back.</source>
            <translation>Долго не было нужно. В ответах этого не будет, пока вы не вернёте.</translation>
        </message>
        <message>
            <source>Two memories contradict, and I cannot tell which one is true.</source>
            <translation>Два воспоминания противоречат друг другу, и мне не понять, какое верно.</translation>
        </message>
        <message>
            <source>{kept} now holds {others} too.</source>
            <translation>{kept} теперь включает и {others}.</translation>
        </message>
        <message>
            <source>{newer} took the place of {older}.</source>
            <translation>{newer} вместо {older}.</translation>
        </message>
        <message>
            <source>{one}, or {other}?</source>
            <translation>{one} или {other}?</translation>
        </message>
        <message>
            <source>{pattern}, from {others}.</source>
            <translation>{pattern}, из {others}.</translation>
        </message>
        <message>
            <source>About you: {line}</source>
            <translation>О вас: {line}</translation>
        </message>
        <message>
            <source>{one} goes together with {others}.</source>
            <translation>{one} связано с {others}.</translation>
        </message>
        <message>
            <source>{one} is kept for longer now.</source>
            <translation>{one} теперь хранится дольше.</translation>
        </message>
        <message>
            <source>{one} steps back.</source>
            <translation>{one} отходит на второй план.</translation>
        </message>
        <message>
            <source>A part of your conversation was put aside as one piece: {one}</source>
            <translation>Часть беседы отложена одним куском: {one}</translation>
        </message>
        <message>
            <source>holds these too:</source>
            <translation>включает и это:</translation>
        </message>
        <message>
            <source>took the place of:</source>
            <translation>вместо этого:</translation>
        </message>
        <message>
            <source>seen in:</source>
            <translation>видно из этого:</translation>
        </message>
        <message>
            <source>goes together with:</source>
            <translation>связано с этим:</translation>
        </message>
        <message>
            <source>is kept for longer now</source>
            <translation>теперь хранится дольше</translation>
        </message>
        <message>
            <source>steps back</source>
            <translation>отходит на второй план</translation>
        </message>
        <message>
            <source>or:</source>
            <translation>или:</translation>
        </message>
        <message numerus="yes">
            <source>I went through %n of your messages again.</source>
            <translation>
                <numerusform>Повторено %n ваше сообщение.</numerusform>
                <numerusform>Повторено %n ваших сообщения.</numerusform>
                <numerusform>Повторено %n ваших сообщений.</numerusform>
            </translation>
        </message>
        <message>
            <source>I can foresee them {share} better now.</source>
            <translation>Теперь они предсказуемы для меня на {share} лучше.</translation>
        </message>
        <message>
            <source>They were familiar to me already.</source>
            <translation>Они уже были мне знакомы.</translation>
        </message>
        <message>
            <source>(something you wanted forgotten)</source>
            <translation>(то, что вы просили забыть)</translation>
        </message>
        <message>
            <source>“{text}”</source>
            <translation>«{text}»</translation>
        </message>
        <message numerus="yes">
            <source>%n put together</source>
            <translation>
                <numerusform>%n объединено</numerusform>
                <numerusform>%n объединено</numerusform>
                <numerusform>%n объединено</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seen as a whole</source>
            <translation>
                <numerusform>%n увидено в целом</numerusform>
                <numerusform>%n увидено в целом</numerusform>
                <numerusform>%n увидено в целом</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lines written about you</source>
            <translation>
                <numerusform>%n строка о вас</numerusform>
                <numerusform>%n строки о вас</numerusform>
                <numerusform>%n строк о вас</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n settled</source>
            <translation>
                <numerusform>%n решено</numerusform>
                <numerusform>%n решено</numerusform>
                <numerusform>%n решено</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n faded</source>
            <translation>
                <numerusform>%n потускнело</numerusform>
                <numerusform>%n потускнело</numerusform>
                <numerusform>%n потускнело</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n linked</source>
            <translation>
                <numerusform>%n связано</numerusform>
                <numerusform>%n связано</numerusform>
                <numerusform>%n связано</numerusform>
            </translation>
        </message>
        <message>
            <source>This night was taken back by itself: after it I found less of what you told me ({after} of a sample, {before} before). Everything is as it was.</source>
            <translation>Эта ночь отменила себя сама: после неё память находила меньше из того, что вы рассказали ({after} из пробы, до неё {before}). Всё как было.</translation>
        </message>
        <message>
            <source>This night was taken back by itself: after it I found less of what you told me.</source>
            <translation>Эта ночь отменила себя сама: после неё память находила меньше из того, что вы рассказали.</translation>
        </message>
        <message>
            <source>You took this night back. Everything is as it was before.</source>
            <translation>Вы отменили эту ночь. Всё как было.</translation>
        </message>
        <message>
            <source>You came back, so I stopped here. The rest is done next time.</source>
            <translation>Вы вернулись, и сон прервался. Остальное в следующий раз.</translation>
        </message>
        <message>
            <source>This night is not over yet.</source>
            <translation>Эта ночь ещё не кончилась.</translation>
        </message>
        <message>
            <source>Taken back by itself</source>
            <translation>Отменила себя сама</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Отменена</translation>
        </message>
        <message>
            <source>Goes on next time</source>
            <translation>Продолжится</translation>
        </message>
        <message>
            <source>To be sure, I asked myself about your own memories: {before} found before, {after} after.</source>
            <translation>Для верности память проверила себя на ваших же воспоминаниях: до ночи нашлось {before}, после {after}.</translation>
        </message>
        <message>
            <source>One part did not work out this time: {doing}. All else went on.</source>
            <translation>Одна часть на этот раз не удалась: {doing}. Всё остальное сделано.</translation>
        </message>
        <message>
            <source>I am asleep already.</source>
            <translation>Память уже спит.</translation>
        </message>
        <message>
            <source>Another window of this program is asleep on these memories.</source>
            <translation>С этой памятью уже спит другое окно программы.</translation>
        </message>
        <message>
            <source>You came back before I had fallen asleep.</source>
            <translation>Вы вернулись раньше, чем память заснула.</translation>
        </message>
        <message>
            <source>There is nothing new to sleep on.</source>
            <translation>Нового пока нет, спать не с чем.</translation>
        </message>
        <message>
            <source>It was broken off; the next night did the rest.</source>
            <translation>Она прервалась; остальное сделала следующая ночь.</translation>
        </message>
        <message>
            <source>After it I found a little less of what you told me; it stands, because you changed something since that builds on it.</source>
            <translation>После неё память находила чуть меньше; ночь осталась в силе, потому что на ней уже держатся ваши изменения.</translation>
        </message>
        <message>
            <source>I was not asleep.</source>
            <translation>Память не спала.</translation>
        </message>
        <message>
            <source>Awake. The rest is done next time.</source>
            <translation>Проснулась. Остальное в следующий раз.</translation>
        </message>
        <message>
            <source>I slept, but it did no good, so I took it back.</source>
            <translation>Сон не пошёл на пользу, и ночь отменена.</translation>
        </message>
        <message>
            <source>Slept on it. {summary}</source>
            <translation>Ночь прошла. {summary}</translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>Heard in the chat</source>
            <translation>Услышано в разговоре</translation>
        </message>
        <message>
            <source>Written down</source>
            <translation>Записано</translation>
        </message>
        <message>
            <source>Said again</source>
            <translation>Сказано снова</translation>
        </message>
        <message>
            <source>Replaced by something newer</source>
            <translation>Заменено более новым</translation>
        </message>
        <message>
            <source>Edited by you</source>
            <translation>Исправлено вами</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>Закреплено</translation>
        </message>
        <message>
            <source>Unpinned</source>
            <translation>Откреплено</translation>
        </message>
        <message>
            <source>Forgotten</source>
            <translation>Забыто</translation>
        </message>
        <message>
            <source>Restored</source>
            <translation>Возвращено</translation>
        </message>
        <message>
            <source>Merged with one that says the same</source>
            <translation>Объединено с таким же</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Разделено</translation>
        </message>
        <message>
            <source>Hidden in the diary</source>
            <translation>Скрыто в дневнике</translation>
        </message>
        <message>
            <source>Taught by you</source>
            <translation>Вы поправили</translation>
        </message>
        <message>
            <source>You said which one is true</source>
            <translation>Вы сказали, что верно</translation>
        </message>
        <message>
            <source>A question came up</source>
            <translation>Возник вопрос</translation>
        </message>
        <message>
            <source>Remembered, as you asked in the chat</source>
            <translation>Запомнено по вашей просьбе в разговоре</translation>
        </message>
        <message>
            <source>Forgotten, as you asked in the chat</source>
            <translation>Забыто по вашей просьбе в разговоре</translation>
        </message>
        <message>
            <source>Changed what is always in mind, as you asked in the chat</source>
            <translation>Изменено то, что всегда под рукой, по вашей просьбе в разговоре</translation>
        </message>
        <message>
            <source>Slept on it</source>
            <translation>Обдумано за ночь</translation>
        </message>
        <message>
            <source>Summed up the beginning of a long conversation</source>
            <translation>Начало длинной беседы изложено кратко</translation>
        </message>
        <message>
            <source>Changed what is always in mind</source>
            <translation>Изменено то, что всегда под рукой</translation>
        </message>
        <message>
            <source>Faded</source>
            <translation>Потускнело</translation>
        </message>
        <message>
            <source>Let go by you</source>
            <translation>Отпущено вами</translation>
        </message>
        <message>
            <source>Kept by you</source>
            <translation>Сохранено вами</translation>
        </message>
        <message>
            <source>Gone over at night</source>
            <translation>Повторено ночью</translation>
        </message>
        <message>
            <source>Settled at night</source>
            <translation>Решено ночью</translation>
        </message>
        <message>
            <source>Seen as a whole at night</source>
            <translation>Увидено в целом ночью</translation>
        </message>
        <message>
            <source>Linked at night</source>
            <translation>Связано ночью</translation>
        </message>
        <message>
            <source>Tidied at night</source>
            <translation>Разложено по местам ночью</translation>
        </message>
        <message>
            <source>Learnt at night</source>
            <translation>Усвоено ночью</translation>
        </message>
        <message>
            <source>A chat renamed</source>
            <translation>Разговор переименован</translation>
        </message>
        <message>
            <source>A chat pinned</source>
            <translation>Разговор закреплён</translation>
        </message>
        <message>
            <source>A chat unpinned</source>
            <translation>Разговор откреплён</translation>
        </message>
        <message>
            <source>A chat put away</source>
            <translation>Разговор убран</translation>
        </message>
        <message>
            <source>A chat taken out again</source>
            <translation>Разговор снова в списке</translation>
        </message>
        <message>
            <source>A chat deleted</source>
            <translation>Разговор удалён</translation>
        </message>
        <message>
            <source>A message said otherwise</source>
            <translation>Сообщение сказано иначе</translation>
        </message>
        <message>
            <source>A part of the conversation put aside</source>
            <translation>Отложена часть беседы</translation>
        </message>
        <message>
            <source>A later change stands in the way: {step}</source>
            <translation>Мешает более позднее изменение: {step}</translation>
        </message>
        <message>
            <source>What it was about was deleted for good; that cannot be taken back.</source>
            <translation>То, чего это касалось, удалено навсегда; отменить нельзя.</translation>
        </message>
        <message>
            <source>There is nothing to take back.</source>
            <translation>Отменять нечего.</translation>
        </message>
        <message>
            <source>There is nothing to do again.</source>
            <translation>Повторять нечего.</translation>
        </message>
        <message>
            <source>It has changed since; change it by hand in the list of memories.</source>
            <translation>С тех пор это изменилось; поправьте вручную в списке воспоминаний.</translation>
        </message>
    </context>
    <context>
        <name>TextView</name>
        <message>
            <source>Copy this code</source>
            <translation>Скопировать этот код</translation>
        </message>
    </context>
    <context>
        <name>Tools</name>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Отменено</translation>
        </message>
        <message>
            <source>Not remembered</source>
            <translation>Не запомнено</translation>
        </message>
        <message>
            <source>Not forgotten</source>
            <translation>Не забыто</translation>
        </message>
        <message>
            <source>Not changed</source>
            <translation>Не изменено</translation>
        </message>
        <message>
            <source>Not looked up</source>
            <translation>Поиска не было</translation>
        </message>
        <message>
            <source>In mind already</source>
            <translation>Уже в памяти</translation>
        </message>
        <message>
            <source>Remembered</source>
            <translation>Запомнено</translation>
        </message>
        <message>
            <source>Forgotten</source>
            <translation>Забыто</translation>
        </message>
        <message>
            <source>Always in mind</source>
            <translation>Всегда под рукой</translation>
        </message>
        <message>
            <source>Looked through your memories</source>
            <translation>Поиск в воспоминаниях</translation>
        </message>
        <message>
            <source>Looked through the diary</source>
            <translation>Поиск в дневнике</translation>
        </message>
        <message>
            <source>you had not asked for it</source>
            <translation>вы об этом не просили</translation>
        </message>
        <message>
            <source>that was not in your own words</source>
            <translation>это были не ваши слова</translation>
        </message>
        <message>
            <source>there was nothing of the kind</source>
            <translation>ничего такого не нашлось</translation>
        </message>
        <message>
            <source>that would be too much at once</source>
            <translation>это слишком много за один раз</translation>
        </message>
        <message>
            <source>it did not work out</source>
            <translation>не получилось</translation>
        </message>
    </context>
    <context>
        <name>Voice</name>
        <message>
            <source>Waking the voice…</source>
            <translation>Бужу голос…</translation>
        </message>
        <message>
            <source>change</source>
            <translation>сменить</translation>
        </message>
        <message>
            <source>Starter voice, {model}</source>
            <translation>Начальный голос, {model}</translation>
        </message>
        <message>
            <source>Voice: {model}, from {server}</source>
            <translation>Голос: {model}, с {server}</translation>
        </message>
        <message>
            <source>Voice: {model}</source>
            <translation>Голос: {model}</translation>
        </message>
        <message>
            <source>The voice could not be loaded, memory answers by itself</source>
            <translation>Голос не загрузился, память отвечает сама</translation>
        </message>
        <message>
            <source>No model, memory answers by itself</source>
            <translation>Без модели, память отвечает сама</translation>
        </message>
        <message>
            <source>{voice} (resting)</source>
            <translation>{voice} (отдыхает)</translation>
        </message>
    </context>
</TS>
