"""The vault's tables, as the first release made them and as later migrations add to them.

What stands here has been released: a later change is a migration of its own, never an edit.

Everything but the word tables is the truth; those derive from it (``text_index``).
"""

from __future__ import annotations

WORD_TABLES = tuple(
    statement
    for table in ("memory_words", "turn_words")
    for statement in (
        # The tokenizer splits at white space only, and whatever is deleted leaves no trace in the index.
        f"CREATE VIRTUAL TABLE {table} USING fts5 (words, tokenize = 'ascii', prefix = '1 2 3')",
        f"INSERT INTO {table} ({table}, rank) VALUES ('secure-delete', 1)",
    )
)
"""The index, by the memory's or the turn's id."""

FIRST_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)",
    # The diary. `at_utc` and `at_offset` in microseconds. Text with lone surrogates is a BLOB (see codec).
    """CREATE TABLE conversations (
        id TEXT PRIMARY KEY, title TEXT, archived INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    """CREATE TABLE turns (
        id INTEGER PRIMARY KEY,
        text TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
        at_utc INTEGER NOT NULL,
        at_offset INTEGER NOT NULL,
        conversation TEXT NOT NULL REFERENCES conversations (id),
        external_id TEXT,
        speaker TEXT
    )""",
    "CREATE INDEX turns_in_order ON turns (conversation, at_utc, id)",
    "CREATE UNIQUE INDEX turns_external ON turns (external_id) WHERE external_id IS NOT NULL",
    """CREATE TABLE attachments (
        id INTEGER PRIMARY KEY,
        turn_id INTEGER NOT NULL REFERENCES turns (id),
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        content BLOB NOT NULL
    )""",
    "CREATE INDEX attachments_of_turn ON attachments (turn_id)",
    "CREATE TABLE drafts (conversation TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE queue (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        turn_id INTEGER NOT NULL REFERENCES turns (id),
        attempts INTEGER NOT NULL DEFAULT 0,
        parked INTEGER NOT NULL DEFAULT 0,
        error TEXT
    )""",
    # Memories. `gone` tells why a row is out of the memory for good: its creation was undone, it was merged
    # into another or split. The row stays, because verdicts, journal and vectors refer to it.
    """CREATE TABLE memories (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        text TEXT NOT NULL,
        folded TEXT NOT NULL,
        kind TEXT NOT NULL,
        tier TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('active', 'superseded', 'faded', 'forgotten')),
        gone TEXT CHECK (gone IN ('undone', 'merged', 'split')),
        confidence REAL NOT NULL,
        importance REAL NOT NULL,
        surprise REAL NOT NULL,
        parts TEXT NOT NULL,
        learnt_at TEXT NOT NULL,
        valid_from TEXT,
        valid_to TEXT,
        event_date TEXT,
        language TEXT NOT NULL,
        subject TEXT,
        attribute TEXT,
        value TEXT,
        pinned INTEGER NOT NULL DEFAULT 0,
        edited INTEGER NOT NULL DEFAULT 0,
        used INTEGER NOT NULL DEFAULT 0,
        superseded_by INTEGER REFERENCES memories (id),
        reason TEXT NOT NULL DEFAULT '',
        stability REAL,
        difficulty REAL,
        last_review TEXT
    )""",
    "CREATE INDEX memories_by_status ON memories (status)",
    "CREATE INDEX memories_superseded_by ON memories (superseded_by) WHERE superseded_by IS NOT NULL",
    """CREATE TABLE memory_sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        memory_id INTEGER NOT NULL REFERENCES memories (id),
        turn_id INTEGER NOT NULL REFERENCES turns (id),
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        UNIQUE (memory_id, turn_id, start, stop)
    )""",
    "CREATE INDEX memory_sources_by_turn ON memory_sources (turn_id)",
    # Spans of the diary that are not open; `memory_id` is the memory they were hidden for, if for one.
    """CREATE TABLE spans (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        turn_id INTEGER NOT NULL REFERENCES turns (id),
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('suppressed', 'redacted')),
        memory_id INTEGER REFERENCES memories (id),
        CHECK (0 <= start AND start < stop)
    )""",
    "CREATE INDEX spans_of_turn ON spans (turn_id)",
    "CREATE INDEX spans_of_memory ON spans (memory_id) WHERE memory_id IS NOT NULL",
    # Raw vectors: float16 sentence vectors, int8 word states, the words' stems joined by spaces.
    """CREATE TABLE memory_vectors (
        memory_id INTEGER PRIMARY KEY REFERENCES memories (id),
        embedder TEXT NOT NULL,
        vector BLOB NOT NULL,
        stems TEXT NOT NULL,
        words BLOB NOT NULL
    )""",
    """CREATE TABLE turn_vectors (
        turn_id INTEGER PRIMARY KEY REFERENCES turns (id),
        embedder TEXT NOT NULL,
        vector BLOB NOT NULL,
        window BLOB,
        stems TEXT NOT NULL,
        words BLOB NOT NULL
    )""",
    """CREATE TABLE associations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source_id INTEGER NOT NULL REFERENCES memories (id),
        target_id INTEGER NOT NULL REFERENCES memories (id),
        relation TEXT NOT NULL,
        weight REAL NOT NULL,
        UNIQUE (source_id, target_id, relation)
    )""",
    "CREATE INDEX associations_of_target ON associations (target_id)",
    """CREATE TABLE verdicts (
        id INTEGER PRIMARY KEY,
        turn_id INTEGER NOT NULL REFERENCES turns (id),
        kind TEXT NOT NULL CHECK (kind IN ('ignore', 'reinforce', 'admit', 'supersede')),
        memory_id INTEGER REFERENCES memories (id),
        text TEXT NOT NULL,
        start INTEGER,
        stop INTEGER,
        surprise REAL NOT NULL,
        parts TEXT NOT NULL,
        confidence REAL NOT NULL,
        importance REAL NOT NULL,
        reason TEXT NOT NULL
    )""",
    "CREATE INDEX verdicts_of_turn ON verdicts (turn_id)",
    # The journal. A step with `parent` belongs to a group; `redo_order` is set while an undone step can be
    # redone without naming it.
    """CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        cause TEXT NOT NULL,
        name TEXT NOT NULL,
        detail TEXT NOT NULL,
        parent INTEGER REFERENCES journal (id),
        undone INTEGER NOT NULL DEFAULT 0,
        redo_order INTEGER
    )""",
    "CREATE INDEX journal_of_group ON journal (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX journal_redo ON journal (redo_order) WHERE redo_order IS NOT NULL",
    """CREATE TABLE journal_rows (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        step_id INTEGER NOT NULL REFERENCES journal (id),
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        memory_id INTEGER,
        before TEXT,
        after TEXT
    )""",
    "CREATE INDEX journal_rows_of_step ON journal_rows (step_id)",
    "CREATE INDEX journal_rows_of_row ON journal_rows (table_name, row_id)",
    "CREATE INDEX journal_rows_of_memory ON journal_rows (memory_id) WHERE memory_id IS NOT NULL",
    "CREATE TABLE states (name TEXT PRIMARY KEY, value BLOB NOT NULL, at TEXT NOT NULL) WITHOUT ROWID",
    # What changed last, for other processes: one row for each thing, its id grows with each change.
    """CREATE TABLE touched (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL CHECK (owner IN ('memory', 'turn', 'conversation')),
        ref NOT NULL,
        UNIQUE (owner, ref)
    )""",
    *WORD_TABLES,
)

TEACHING_TABLES = (
    # A standing lesson about the statement at [start, stop), or about the whole message if they are NULL.
    """CREATE TABLE teachings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        turn_id INTEGER NOT NULL REFERENCES turns (id),
        start INTEGER,
        stop INTEGER,
        lesson TEXT NOT NULL CHECK (lesson IN ('worth', 'not_worth', 'wrong')),
        at TEXT NOT NULL,
        memory_id INTEGER REFERENCES memories (id)
    )""",
    "CREATE INDEX teachings_of_turn ON teachings (turn_id)",
    # Two memories that contradict each other; `memory_id` was learnt first.
    """CREATE TABLE questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        memory_id INTEGER NOT NULL REFERENCES memories (id),
        other_id INTEGER NOT NULL REFERENCES memories (id),
        asked INTEGER NOT NULL DEFAULT 0,
        answer TEXT CHECK (answer IN ('new', 'old', 'both')),
        CHECK (memory_id != other_id)
    )""",
    "CREATE INDEX questions_of_memory ON questions (memory_id)",
    "CREATE INDEX questions_of_other ON questions (other_id)",
)
"""Migration 2: lessons about the gate's verdicts, and questions about contradictions."""

PURGE_TABLES = (
    # A step of which something was purged: its images are empty, so it can be neither undone nor redone.
    "ALTER TABLE journal ADD COLUMN purged INTEGER NOT NULL DEFAULT 0",
    # Ids of memories that were purged, with the time that tells in a backup whether it is the same memory.
    "CREATE TABLE purged (memory_id INTEGER PRIMARY KEY, learnt_at TEXT NOT NULL)",
    # Copies that were written outside the vault's own folder of backups.
    "CREATE TABLE copies (path TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
)
"""Migration 3: purging, and the copies that may still hold what was purged."""

TIER_TABLES = (
    # Short and mid term. A page is one exchange: a turn of the user's and the replies to it. It has no
    # segment while it is among the last few, the short term. `boundary` is 1 where an event ended before it.
    """CREATE TABLE pages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        turn_id INTEGER NOT NULL UNIQUE REFERENCES turns (id),
        last_turn_id INTEGER NOT NULL REFERENCES turns (id),
        conversation TEXT NOT NULL,
        at TEXT NOT NULL,
        boundary INTEGER NOT NULL DEFAULT 0,
        segment_id INTEGER REFERENCES memories (id)
    )""",
    "CREATE INDEX pages_of_segment ON pages (segment_id)",
    # What a segment (a memory of that kind) needs for its heat; `pages` counts those since its promotion.
    """CREATE TABLE segments (
        memory_id INTEGER PRIMARY KEY REFERENCES memories (id),
        visits INTEGER NOT NULL DEFAULT 0,
        pages INTEGER NOT NULL DEFAULT 0,
        last_visit TEXT NOT NULL,
        ended INTEGER NOT NULL DEFAULT 0
    )""",
    # Core memory: named texts that stand in every prompt; `most` is how many characters fit.
    """CREATE TABLE blocks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        most INTEGER NOT NULL,
        at TEXT NOT NULL
    )""",
    # Nights. `lines` names what was done by the memories' ids, never by their words; `stage` and `cursor` say
    # where a night that was broken off goes on.
    """CREATE TABLE sleeps (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started TEXT NOT NULL,
        finished TEXT,
        state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'done', 'rolled_back')),
        step_id INTEGER REFERENCES journal (id),
        stage TEXT,
        cursor TEXT,
        lines TEXT NOT NULL DEFAULT '[]',
        notes TEXT NOT NULL DEFAULT '[]',
        probes_before REAL,
        probes_after REAL,
        probes TEXT,
        known_step INTEGER NOT NULL DEFAULT 0,
        learnt INTEGER,
        rehearsed TEXT
    )""",
    # What a night has done so far, a row for each unit of its stages; they go when it is over. In `sleeps`,
    # `cursor` holds the keys of the stage that is in hand, `probes` the places in the diary of what was asked
    # before, `known_step` the journal's last step that the night took into account, `learnt` the last turn
    # learnt before the night's own learning and `rehearsed` what it learnt again: ids and numbers only.
    """CREATE TABLE sleep_units (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sleep_id INTEGER NOT NULL REFERENCES sleeps (id),
        stage TEXT NOT NULL,
        key TEXT NOT NULL,
        lines TEXT NOT NULL,
        UNIQUE (sleep_id, stage, key)
    )""",
    # When two memories were last of use together: associations that are not used grow weaker.
    "ALTER TABLE associations ADD COLUMN at TEXT",
)
"""Migration 4: tiers, core memory, nights."""

CHAT_TABLES = (
    # `number` lets steps of the journal name a conversation; `named` is a title that a model gave (the user's
    # own is `title`); a deleted conversation is in no list, and the words of its turns are suppressed.
    "ALTER TABLE conversations ADD COLUMN number INTEGER",
    "ALTER TABLE conversations ADD COLUMN named TEXT",
    "ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE conversations ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0",
    """UPDATE conversations SET number =
        (SELECT count(*) FROM conversations other WHERE other.id <= conversations.id)""",
    "CREATE UNIQUE INDEX conversations_by_number ON conversations (number)",
    # Turns that an edited message replaced: they stand in the diary, not in the chat and not in a prompt.
    """CREATE TABLE replaced (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        turn_id INTEGER NOT NULL UNIQUE REFERENCES turns (id)
    )""",
)
"""Migration 5: titles, pins and deleting of conversations; messages sent again in other words."""
