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
            <source>Why?</source>
            <translation>Почему?</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
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
            <source>Undo</source>
            <translation>Отменить</translation>
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
            <source>Open my memories</source>
            <translation>Открыть воспоминания</translation>
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
            <source>Done again: {step}</source>
            <translation>Возвращено: {step}</translation>
        </message>
        <message>
            <source>Taken back: {step}</source>
            <translation>Отменено: {step}</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Вернуть</translation>
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
            <source>Slept on it</source>
            <translation>Обдумано за ночь</translation>
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
