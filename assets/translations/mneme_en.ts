<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
    <context>
        <name>Chat</name>
        <message numerus="yes">
            <source>Based on %n memories</source>
            <translation>
                <numerusform>Based on %n memory</numerusform>
                <numerusform>Based on %n memories</numerusform>
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
</TS>
