<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
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
    </context>
</TS>
