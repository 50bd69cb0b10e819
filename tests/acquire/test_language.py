"""Which language a text is in. All sentences are invented."""

from __future__ import annotations

import pytest

from crosswire.acquire.language import detect_language, partly_foreign, readable, remark

SENTENCES = {
    "fr": "Le fleuve est monté de quatre mètres dans la nuit, et trois villages ont dû être évacués, a indiqué le maire de la commune.",
    "de": "Der Fluss stieg in der Nacht um vier Meter, und drei Dörfer mussten geräumt werden, wie der Bürgermeister am Dienstag mitteilte.",
    "es": "El río creció cuatro metros durante la noche y tres aldeas tuvieron que ser evacuadas, según informó el alcalde del municipio.",
    "pt": "O rio subiu quatro metros durante a noite e três aldeias tiveram de ser evacuadas, informou o presidente da câmara na terça-feira.",
    "ru": "Река поднялась на четыре метра за ночь, и три деревни пришлось эвакуировать, сообщил во вторник глава муниципалитета.",
    "uk": "Річка піднялася на чотири метри за ніч, і три села довелося евакуювати, повідомив у вівторок голова громади міста.",
    "ar": "ارتفع منسوب النهر أربعة أمتار خلال الليل واضطرت ثلاث قرى إلى الإخلاء بحسب ما أعلن رئيس البلدية يوم الثلاثاء.",
    "tr": "Nehir gece boyunca dört metre yükseldi ve üç köyün boşaltılması gerekti, belediye başkanı salı günü yaptığı açıklamada söyledi.",
    "sw": "Mto uliongezeka mita nne usiku na vijiji vitatu vililazimika kuhamishwa, alisema meya wa manispaa hiyo siku ya Jumanne.",
    "zh": "河水一夜之间上涨了四米，三个村庄不得不疏散，市长星期二表示。当地政府已经派出救援队伍，军队也参加了救援工作。消防部门说目前没有人员伤亡的报告，但是有二十所房屋被毁。",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_other_languages_are_named_and_not_read(code):
    assert detect_language(SENTENCES[code]) == code
    assert not readable(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The river rose four metres in a night, and the council said that three villages had to be emptied.", "en"),
        ("Arua 14 Goma 3 Tarn 22\nBunia 4 Beni 9 Kasese 31", None),
        ("Crue à Arua", None),
        ("Palm Bay 18 Rockledge 14, Arua Kimbo Lado Mundu Wani Taban, Goma Bahati Mwamba Kasongo Ilunga Tshala, Beni Paluku", None),
        ("", None),
    ],
)
def test_english_and_what_cannot_be_told(text, code):
    assert detect_language(text) == code
    assert readable(code)


def test_remarks():
    assert remark(SENTENCES["fr"], "fr") == "in French: kept, but nothing is read in it"
    assert remark("Crue à Arua", None) == "too short to tell its language"
    assert remark("any", "en") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("三个村庄被疏散。", "zh"), ("川の水位が四メートル上昇した。", "ja"), ("강물이 밤새 불어났다.", "ko"),
        ("ارتفع منسوب النهر", "ar"), ("Река поднялась за ночь.", "ru"), ("แม่น้ำสูงขึ้น", "th"),
    ],
)  # fmt: skip
def test_another_script_tells_a_short_text(text, code):
    assert detect_language(text) == code


def test_whole_paragraphs_in_another_language_are_a_warning():
    english = "The river rose four metres in a night, and the council said that three villages had to be emptied."
    assert partly_foreign(f"{english}\n\n{SENTENCES['fr']}") is not None
    assert partly_foreign(f"{english}\n\n{english} Crue à Arua.") is None
