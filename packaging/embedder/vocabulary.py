"""The XLM-R unigram tokenizer as a ``tokenizers`` file, its vocabulary cut to English and Russian."""

from __future__ import annotations

import unicodedata

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from weights import Weights

# The file's own table, nmt_nfkc, is NFKC and these two rules (all of its 4,837 entries agree).
_DROPPED = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_SPACES = r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_SCRIPTS = ("LATIN", "CYRILLIC")
_FOREIGN = tuple(
    """ARABIC|HEBREW|DEVANAGARI|BENGALI|TAMIL|TELUGU|THAI|TIBETAN|KHMER|LAO |MYANMAR|ETHIOPIC|ARMENIAN|
GEORGIAN|CJK UNIFIED|CJK COMPAT|HANGUL|HIRAGANA|KATAKANA|MALAYALAM|KANNADA|GUJARATI|GURMUKHI|ORIYA|SINHALA|
SYRIAC|THAANA|NKO|TIFINAGH|MONGOLIAN|ROMAN NUMERAL TEN THOUSAND""".replace("\n", "").split("|")
)


def _is_kept_character(char: str) -> bool:
    """Letters and marks of Latin and Cyrillic, ASCII digits, and signs that belong to no other script."""
    category, name = unicodedata.category(char), unicodedata.name(char, "")
    if category[0] == "L":
        return any(script in name for script in _SCRIPTS) or char in "ªº"
    if category[0] == "M":
        return name.startswith(("COMBINING", "VARIATION")) or any(script in name for script in _SCRIPTS)
    if category == "Nd":
        return char.isascii()
    return not (category[0] in "NPS" and char > "\u02ff" and name.startswith(_FOREIGN))


def kept_ids(weights: Weights, english: Weights) -> list[int]:
    """Old ids in their new order: the four specials, the kept pieces, the mask last.

    Kept are the pieces of ``english`` (the package's second model, English and Portuguese), pieces whose
    letters are all Russian, pieces without letters, and Latin or Cyrillic pieces of at most two letters, so
    that any other word still has a spelling.
    """
    known = set(english.pieces)

    def kept(piece: str) -> bool:
        bare = piece.replace("\u2581", "")
        letters = {char for char in bare.lower() if char.isalpha()}
        useful = piece in known or not letters or letters <= _RUSSIAN or len(bare) <= 2
        return useful and all(map(_is_kept_character, piece))

    last = len(weights.pieces) - 1
    return [*range(4), *(i for i in range(4, last) if kept(weights.pieces[i])), last]


def tokenizer(weights: Weights, keep: list[int]) -> Tokenizer:
    """The tokenizer over the kept pieces, without truncation: the embedder cuts its own windows."""
    pieces = [(weights.pieces[i], weights.scores[i]) for i in keep]
    built = Tokenizer(models.Unigram(pieces, unk_id=weights.unk, byte_fallback=False))
    built.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    built.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    built.decoder = decoders.Metaspace(replacement="\u2581", prepend_scheme="always")
    specials = [("<s>", weights.bos), ("</s>", weights.eos)]
    built.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=specials)
    return built
