<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
    <context>
        <name>Answers</name>
        <message numerus="yes">
            <source>After %n minutes</source>
            <translation>
                <numerusform>After %n minute</numerusform>
                <numerusform>After %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Chat</name>
        <message numerus="yes">
            <source>%n statements were let pass</source>
            <translation>
                <numerusform>%n statement was let pass</numerusform>
                <numerusform>%n statements were let pass</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Based on %n memories</source>
            <translation>
                <numerusform>Based on %n memory</numerusform>
                <numerusform>Based on %n memories</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Fading</name>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n memory</numerusform>
                <numerusform>%n memories</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days ago</source>
            <translation>
                <numerusform>yesterday</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n months ago</source>
            <translation>
                <numerusform>%n month ago</numerusform>
                <numerusform>%n months ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n years ago</source>
            <translation>
                <numerusform>%n year ago</numerusform>
                <numerusform>%n years ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Said or needed %n times so far, the last time: {day}. Each time it holds longer.</source>
            <translation>
                <numerusform>Said or needed once so far, the last time: {day}. Each time it holds longer.</numerusform>
                <numerusform>Said or needed %n times so far, the last time: {day}. Each time it holds longer.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Gate</name>
        <message numerus="yes">
            <source>%n open questions</source>
            <translation>
                <numerusform>%n open question</numerusform>
                <numerusform>%n open questions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Health</name>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n memory</numerusform>
                <numerusform>%n memories</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n messages</source>
            <translation>
                <numerusform>%n message</numerusform>
                <numerusform>%n messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n messages could not be read through.</source>
            <translation>
                <numerusform>%n message could not be read through.</numerusform>
                <numerusform>%n messages could not be read through.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n problems were found:</source>
            <translation>
                <numerusform>%n problem was found:</numerusform>
                <numerusform>%n problems were found:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n old backups removed</source>
            <translation>
                <numerusform>%n old backup removed</numerusform>
                <numerusform>%n old backups removed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Memories</name>
        <message numerus="yes">
            <source>Used in %n answers.</source>
            <translation>
                <numerusform>Used in %n answer.</numerusform>
                <numerusform>Used in %n answers.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n memory</numerusform>
                <numerusform>%n memories</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Models</name>
        <message numerus="yes">
            <source>There is room, but this processor will write about %n words a second.</source>
            <translation>
                <numerusform>There is room, but this processor will write about %n word a second.</numerusform>
                <numerusform>There is room, but this processor will write about %n words a second.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n processor cores</source>
            <translation>
                <numerusform>%n processor core</numerusform>
                <numerusform>%n processor cores</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hours left</source>
            <translation>
                <numerusform>%n hour left</numerusform>
                <numerusform>%n hours left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes left</source>
            <translation>
                <numerusform>%n minute left</numerusform>
                <numerusform>%n minutes left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seconds left</source>
            <translation>
                <numerusform>%n second left</numerusform>
                <numerusform>%n seconds left</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Profile</name>
        <message numerus="yes">
            <source>From %n memories</source>
            <translation>
                <numerusform>From %n memory</numerusform>
                <numerusform>From %n memories</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n characters too many</source>
            <translation>
                <numerusform>%n character too many</numerusform>
                <numerusform>%n characters too many</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>room for %n more characters</source>
            <translation>
                <numerusform>room for %n more character</numerusform>
                <numerusform>room for %n more characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Purge</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n backups could not be opened or written.</source>
            <translation>
                <numerusform>%n backup could not be opened or written.</numerusform>
                <numerusform>%n backups could not be opened or written.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n memories</source>
            <translation>
                <numerusform>%n memory</numerusform>
                <numerusform>%n memories</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n memories that come from the same words</source>
            <translation>
                <numerusform>%n memory that comes from the same words</numerusform>
                <numerusform>%n memories that come from the same words</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the words of %n messages in the diary</source>
            <translation>
                <numerusform>the words of %n message in the diary</numerusform>
                <numerusform>the words of %n messages in the diary</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message numerus="yes">
            <source>After %n minutes</source>
            <translation>
                <numerusform>After %n minute</numerusform>
                <numerusform>After %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Delete %n backups for good?</source>
            <translation>
                <numerusform>Delete %n backup for good?</numerusform>
                <numerusform>Delete %n backups for good?</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Sleep</name>
        <message numerus="yes">
            <source>Show %n more</source>
            <translation>
                <numerusform>Show %n more</numerusform>
                <numerusform>Show %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n questions for you</source>
            <translation>
                <numerusform>%n question for you</numerusform>
                <numerusform>%n questions for you</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n links between memories</source>
            <translation>
                <numerusform>%n link between memories</numerusform>
                <numerusform>%n links between memories</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n things tidied away</source>
            <translation>
                <numerusform>%n thing tidied away</numerusform>
                <numerusform>%n things tidied away</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Went over %n memories again</source>
            <translation>
                <numerusform>Went over %n memory again</numerusform>
                <numerusform>Went over %n memories again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>I went through %n of your messages again.</source>
            <translation>
                <numerusform>I went through %n of your messages again.</numerusform>
                <numerusform>I went through %n of your messages again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n put together</source>
            <translation>
                <numerusform>%n put together</numerusform>
                <numerusform>%n put together</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seen as a whole</source>
            <translation>
                <numerusform>%n seen as a whole</numerusform>
                <numerusform>%n seen as a whole</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lines written about you</source>
            <translation>
                <numerusform>%n line written about you</numerusform>
                <numerusform>%n lines written about you</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n settled</source>
            <translation>
                <numerusform>%n settled</numerusform>
                <numerusform>%n settled</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n faded</source>
            <translation>
                <numerusform>%n faded</numerusform>
                <numerusform>%n faded</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n linked</source>
            <translation>
                <numerusform>%n linked</numerusform>
                <numerusform>%n linked</numerusform>
            </translation>
        </message>
    </context>
</TS>
