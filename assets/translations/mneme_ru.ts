<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
    <context>
        <name>Chat</name>
        <message>
            <source>Show earlier messages</source>
            <translation>Показать более ранние сообщения</translation>
        </message>
        <message>
            <source>Tell me something, or ask me what you told me</source>
            <translation>Расскажите что-нибудь или спросите о том, что рассказывали</translation>
        </message>
        <message>
            <source>Your message</source>
            <translation>Ваше сообщение</translation>
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
            <source>Thinking…</source>
            <translation>Думаю…</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Остановлено</translation>
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
            <source>What you tell me stays on this computer, and I remember it.</source>
            <translation>Всё, что вы расскажете, останется на этом компьютере, и я это запомню.</translation>
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
            <source>No part of this program can open one, so there is no list to show. It works offline.</source>
            <translation>Ни одна часть программы не умеет их открывать, поэтому и показывать нечего. Она работает без сети.</translation>
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
            <source>Edit the last message (in an empty field)</source>
            <translation>Исправить последнее сообщение (в пустом поле)</translation>
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
        <name>Protection</name>
        <message>
            <source>Welcome to Mneme</source>
            <translation>Добро пожаловать в Mneme</translation>
        </message>
        <message>
            <source>I remember what you tell me, on this computer only. How shall I lock it?</source>
            <translation>Я запоминаю, что вы рассказываете, только на этом компьютере. Как это запереть?</translation>
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
            <source>The voice that comes with the program, {model}, is used under the {licence}.</source>
            <translation>Голос, который поставляется с программой, {model}, используется на условиях {licence}.</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Дальше</translation>
        </message>
        <message>
            <source>The vault will be in {folder}</source>
            <translation>Хранилище будет в папке {folder}</translation>
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
            <source>Your memories</source>
            <translation>Ваши воспоминания</translation>
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
            <source>A free program under the Apache License 2.0. It sends nothing anywhere.</source>
            <translation>Свободная программа под лицензией Apache 2.0. Она никуда ничего не отправляет.</translation>
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
            <source>Starter voice ({model})</source>
            <translation>Начальный голос ({model})</translation>
        </message>
        <message>
            <source>A model file of my own</source>
            <translation>Мой файл модели</translation>
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
            <source>What was noticed</source>
            <translation>Что замечено</translation>
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
            <source>Rename…</source>
            <translation>Переименовать…</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Убрать</translation>
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
            <translation>Убрано; поиск его по-прежнему находит</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
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
            <source>Slept on it</source>
            <translation>Обдумано за ночь</translation>
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
    </context>
</TS>
