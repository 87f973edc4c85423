"""The seed courses against the tables of their sources, written out again here so that a slip in either shows."""

import re
from collections import Counter

import pytest

from workforce.catalogue import seeds
from workforce.catalogue.models import Audience, CourseKind, Mode
from workforce.catalogue.seeds import reading

HOUR = 60

COURSES = {course.slug: course for course in seeds.everything()}

HOURS = {
    "introductory_training": {
        "care_knowledge": 1.5,
        "care_basics": 1.5,
        "care_methods": 10,
        "dementia": 4,
        "disability": 2,
        "safety": 2,
    },
    "life_support_training": {
        "job_understanding": 2,
        "dignity_independence": 6,
        "care_basics": 4,
        "services_medical_link": 3,
        "communication": 6,
        "ageing_dementia": 9,
        "disability": 3,
        "body_mind_life_support": 24,
        "reflection": 2,
    },
    "initial_training": {
        "job_understanding": 6,
        "dignity_independence": 9,
        "care_basics": 6,
        "services_medical_link": 9,
        "communication": 6,
        "ageing": 6,
        "dementia": 6,
        "disability": 3,
        "body_mind_life_support": 75,
        "reflection": 4,
    },
    "practitioner_training": {
        "dignity_independence": 5,
        "society_1": 5,
        "society_2": 30,
        "care_basics_1": 10,
        "care_basics_2": 20,
        "communication": 20,
        "life_support_1": 20,
        "life_support_2": 30,
        "care_process_1": 20,
        "care_process_2": 25,
        "care_process_3": 45,
        "development_ageing_1": 10,
        "development_ageing_2": 20,
        "dementia_1": 10,
        "dementia_2": 20,
        "disability_1": 10,
        "disability_2": 20,
        "body_mind_1": 20,
        "body_mind_2": 60,
        "medical_care": 50,
    },
}

TOTAL_MINUTES = {
    "introductory_training": 1260,
    "life_support_training": 3540,
    "initial_training": 7800,
    "practitioner_training": 27000,
}

DISTANCE_HOURS = {
    "job_understanding": 0,
    "dignity_independence": 7.5,
    "care_basics": 3,
    "services_medical_link": 7.5,
    "communication": 3,
    "ageing": 3,
    "dementia": 3,
    "disability": 1.5,
    "body_mind_life_support": 12,
    "reflection": 0,
}

EXEMPT_HOURS = {
    "initial_training": 130,
    "home_helper_3": 30,
    "home_helper_2": 130,
    "home_helper_1": 355,
    "care_staff_basic_training": 400,
}

every_course = pytest.mark.parametrize("course", COURSES.values(), ids=COURSES.keys())
every_statutory = pytest.mark.parametrize("slug", HOURS)


def minutes_by_key(slug):
    return {subject.key: subject.minutes for subject in COURSES[slug].subjects}


# --- hours ------------------------------------------------------------------------------------------------------------


def test_the_four_statutory_courses_come_shortest_first():
    assert [course.slug for course in seeds.statutory()] == list(HOURS)


@every_statutory
def test_a_statutory_course_has_its_total(slug):
    assert COURSES[slug].minutes == TOTAL_MINUTES[slug]


@every_statutory
def test_each_statutory_subject_has_the_hours_of_the_table_in_its_order(slug):
    table = [(key, hours * HOUR) for key, hours in HOURS[slug].items()]

    assert list(minutes_by_key(slug).items()) == table


@every_course
def test_items_add_up_to_their_subject(course):
    added = {subject.key: sum(item.minutes for item in subject.items) for subject in course.subjects}

    assert added == minutes_by_key(course.slug)


@every_statutory
def test_statutory_items_come_in_half_hours(slug):
    odd = [item.title["ja"] for subject in COURSES[slug].subjects for item in subject.items if item.minutes % 30]

    assert odd == []


@every_course
def test_subjects_and_items_are_numbered_from_one(course):
    assert [subject.number for subject in course.subjects] == list(range(1, len(course.subjects) + 1))
    for subject in course.subjects:
        assert [item.number for item in subject.items] == list(range(1, len(subject.items) + 1)), subject.key


def test_the_introduction_is_a_block_of_three_hours_and_one_of_eighteen():
    course = COURSES["introductory_training"]
    blocks = Counter()
    for subject in course.subjects:
        blocks[subject.block] += subject.minutes

    assert blocks == {"basics": 3 * HOUR, "introduction": 18 * HOUR}
    assert {block.key for block in course.blocks} == set(blocks)


def test_the_three_parts_of_subject_nine_stay_within_what_the_curriculum_allows():
    nine = COURSES["initial_training"].subjects[8]
    basics, skills, together = (
        sum(item.minutes for item in nine.items if item.number in numbers) / HOUR
        for numbers in (range(1, 4), range(4, 13), range(13, 15))
    )

    assert 10 <= basics <= 13
    assert 50 <= skills <= 55
    assert 10 <= together <= 12


def test_the_workshop_for_all_professions_fills_the_national_models_day():
    assert COURSES["multi_professional_workshop"].minutes == 405


def test_dementia_care_basics_take_six_hours():
    assert COURSES["dementia_basic"].minutes == 6 * HOUR


# --- distance ---------------------------------------------------------------------------------------------------------


@every_course
def test_no_more_may_be_studied_at_a_distance_than_the_subject_has(course):
    assert [subject.key for subject in course.subjects if subject.max_distance_minutes > subject.minutes] == []


def test_distance_caps_of_the_initial_training_are_the_national_ones():
    subjects = COURSES["initial_training"].subjects

    assert {s.key: s.max_distance_minutes / HOUR for s in subjects} == DISTANCE_HOURS
    assert sum(s.max_distance_minutes for s in subjects) == 40.5 * HOUR


def test_distance_caps_are_marked_uncertain_until_the_prefecture_confirms_them():
    certain = [s.key for course in seeds.statutory() for s in course.subjects if not s.distance_uncertain]

    assert certain == []


def test_the_cap_on_which_sources_differ_names_both_figures():
    dignity = COURSES["initial_training"].subjects[1]

    assert "7.5 h" in dignity.distance_source
    assert "5 h, 38 h in all" in dignity.distance_source


def test_care_process_three_is_taught_in_person():
    caps = {s.key: s.max_distance_minutes for s in COURSES["practitioner_training"].subjects}

    assert [key for key, cap in caps.items() if cap == 0] == ["care_process_3"]


# --- exemptions -------------------------------------------------------------------------------------------------------


def test_each_qualification_exempts_the_hours_of_the_table():
    exempt = {e.qualification: e.total_minutes / HOUR for e in COURSES["practitioner_training"].exemptions}

    assert exempt == EXEMPT_HOURS


def test_exempted_subjects_add_up_to_the_exempted_hours():
    minutes = minutes_by_key("practitioner_training")
    named = [e for e in COURSES["practitioner_training"].exemptions if e.subjects]

    assert len(named) == 4
    for exemption in named:
        assert sum(minutes[key] for key in exemption.subjects) == exemption.total_minutes, exemption.qualification


def test_the_same_exempted_total_can_mean_different_subjects():
    by_name = {e.qualification: e for e in COURSES["practitioner_training"].exemptions}
    initial, helper = by_name["initial_training"], by_name["home_helper_2"]

    assert initial.total_minutes == helper.total_minutes == 130 * HOUR
    assert set(helper.subjects) - set(initial.subjects) == {"care_basics_2"}
    assert set(initial.subjects) - set(helper.subjects) == {"dementia_1", "disability_1"}


def test_no_exemption_counts_a_subject_twice_or_is_taken_for_certain():
    for exemption in COURSES["practitioner_training"].exemptions:
        assert len(set(exemption.subjects)) == len(exemption.subjects), exemption.qualification
        assert exemption.uncertain, exemption.qualification


# --- readers, conditions, sources -------------------------------------------------------------------------------------


def test_the_words_of_the_files_are_those_of_the_catalogue():
    assert set(seeds.AUDIENCES) == set(Audience)
    assert {kind.value for kind in seeds.Kind} == {kind.value for kind in CourseKind}
    assert {mode.value for mode in seeds.Mode} == {mode.value for mode in Mode}


def test_a_file_is_named_after_its_course_and_lies_with_its_like():
    for path in seeds.files():
        course = seeds.load(path)
        assert path.stem == course.slug
        assert (path.parent.name == "statutory") == (course.kind in seeds.STATUTORY), course.slug


def test_no_two_courses_share_a_slug():
    assert len(COURSES) == len(seeds.files()) == 13


@every_course
def test_a_course_speaks_to_each_of_its_readers_once(course):
    readers = [audience.audience for audience in course.audiences]

    assert readers
    assert len(set(readers)) == len(readers)


@pytest.mark.parametrize("audience", seeds.AUDIENCES)
def test_behind_each_door_the_courses_stand_in_one_clear_order(audience):
    ranks = [a.rank for course in COURSES.values() for a in course.audiences if a.audience == audience]

    assert sorted(ranks) == list(range(1, len(ranks) + 1))


@every_course
def test_prerequisites_are_other_courses(course):
    assert set(course.eligibility.prerequisites) <= COURSES.keys() - {course.slug}


@pytest.mark.parametrize("slug", ["initial_training", "life_support_training", "practitioner_training"])
def test_care_worker_training_asks_for_finished_compulsory_education(slug):
    assert COURSES[slug].eligibility.after_compulsory_school


def test_experience_days_begin_at_junior_high_school():
    eligibility = COURSES["care_experience_day"].eligibility

    assert eligibility.minimum_age == 12
    assert [condition.key for condition in eligibility.conditions] == ["junior_high_school"]


@every_course
def test_a_split_that_nobody_prescribed_says_so(course):
    items = [item for subject in course.subjects for item in subject.items]

    assert [item.title["ja"] for item in items if "centre's own plan" in item.source and not item.uncertain] == []


# --- texts ------------------------------------------------------------------------------------------------------------

KANJI = re.compile(r"[㐀-鿿々]")
JAPANESE = re.compile(r"[぀-ヿ㐀-鿿々]")
WITH_READING = re.compile(r"\{[㐀-鿿々]+\|[ぁ-ゖー]+\}")
READING = re.compile(r"\{([^|]*)\|[^}]*\}")
RESPECTFUL = re.compile(r"いただ|くださ[ったり]|ござい|なさ[るいっ]|いらっしゃ|お越し|ご覧|申し上げ|おります|いたし")
VIETNAMESE_MARKS = re.compile(r"[ăâđêôơưàảãáạèẻẽéẹìỉĩíịòỏõóọùủũúụỳỷỹýỵ\u1ea0-\u1ef9]", re.IGNORECASE)
LONGEST_EASY_SENTENCE = 45


def texts(course):
    """[(where, text)] of everything a reader can meet."""
    yield from (("title", course.title), ("summary", course.summary), ("description", course.description))
    yield from ((f"pitch {a.audience}", a.pitch) for a in course.audiences)
    yield from ((f"condition {c.key}", c.text) for c in course.eligibility.conditions)
    yield from ((f"block {b.key}", b.title) for b in course.blocks)
    yield from ((f"exemption {e.qualification}", e.title) for e in course.exemptions)
    for subject in course.subjects:
        yield f"subject {subject.key}", subject.title
        yield from ((f"item {subject.key} {item.number}", item.title) for item in subject.items)


def places(course, wrong):
    return [where for where, text in texts(course) if wrong(text)]


def without_readings(easy):
    return WITH_READING.sub("", easy)


def as_seen(easy):
    return READING.sub(r"\1", easy)


@every_course
def test_every_text_is_written_in_all_four_languages(course):
    assert places(course, lambda text: tuple(text) != seeds.LANGUAGES or not all(text.values())) == []


@every_course
def test_no_translation_is_another_language_copied(course):
    assert places(course, lambda text: len(set(text.values())) < len(seeds.LANGUAGES)) == []


@every_course
def test_english_and_vietnamese_keep_no_japanese_letters(course):
    assert places(course, lambda text: JAPANESE.search(text["en"] + text["vi"])) == []


@every_course
def test_vietnamese_is_written_with_its_marks(course):
    assert places(course, lambda text: not VIETNAMESE_MARKS.search(text["vi"])) == []


@every_course
def test_every_word_in_kanji_carries_its_reading_in_plain_japanese(course):
    assert places(course, lambda text: re.search(r"[㐀-鿿々{}|]", without_readings(text["easy"]))) == []


@pytest.mark.parametrize("easy", ["介護", "{介護}", "{介護|かいご}の仕事", "{介護|kaigo}", "{介護|介護}"])
def test_a_word_without_its_reading_is_noticed(easy):
    assert re.search(r"[㐀-鿿々{}|]", without_readings(easy))


@every_course
def test_plain_japanese_has_spaces_between_phrases(course):
    longer = 14

    assert places(course, lambda text: len(as_seen(text["easy"])) > longer and " " not in text["easy"]) == []


@every_course
def test_plain_japanese_uses_no_respectful_forms(course):
    assert places(course, lambda text: RESPECTFUL.search(as_seen(text["easy"]))) == []


@every_course
def test_plain_japanese_keeps_its_sentences_short(course):
    def too_long(text):
        sentences = as_seen(text["easy"]).replace(" ", "").split("。")
        return max(map(len, sentences)) > LONGEST_EASY_SENTENCE

    assert places(course, too_long) == []


@every_course
def test_plain_japanese_sentences_end_in_one_polite_way(course):
    endings = re.compile(r"(です|ます|ません|ください|ですか)$")

    def rough(text):
        *sentences, rest = as_seen(text["easy"]).split("。")
        return rest.strip() or [s for s in sentences if not endings.search(s)]

    prose = {w: t for w, t in texts(course) if w.startswith(("summary", "description", "pitch", "condition"))}
    assert [where for where, text in prose.items() if rough(text)] == []


# --- reading a file ---------------------------------------------------------------------------------------------------

SMALL = """
slug = "small"
kind = "other"
title = { ja = "小さな講座", easy = "{小|ちい}さい {講座|こうざ}", en = "Small course", vi = "Khóa nhỏ" }
summary = { ja = "短い。", easy = "{短|みじか}い。", en = "Short.", vi = "Ngắn." }
description = { ja = "短い講座。", easy = "{短|みじか}い {講座|こうざ}。", en = "A short one.", vi = "Khóa ngắn." }
sources = { course = "centre's own plan", uncertain = ["course", "items"] }
eligibility = { source = "centre's own plan" }

[[subject]]
number = 1
key = "only"
minutes = 60
title = { ja = "一つ", easy = "{一|ひと}つ", en = "One", vi = "Một" }

[[subject.item]]
number = 1
minutes = 60
mode = "lecture"
title = { ja = "話", easy = "{話|はなし}", en = "Talk", vi = "Bài nói" }
"""


def small(old="", new=""):
    assert old in SMALL
    return reading.parse(SMALL.replace(old, new), "small.toml")


def test_a_figure_without_its_own_source_takes_the_courses():
    course = small()
    [subject] = course.subjects
    [item] = subject.items

    assert (subject.source, subject.uncertain) == ("centre's own plan", False)
    assert (item.source, item.uncertain) == ("centre's own plan", True)


def test_a_subject_without_a_distance_figure_is_taught_in_person():
    assert small().subjects[0].max_distance_minutes == 0


@pytest.mark.parametrize(
    ("old", "new", "refusal", "says"),
    [
        ('key = "only"', 'key = "only"\nhours = 1', reading.UnknownKey, r"small.toml.subject\[1\]: hours"),
        ('slug = "small"', 'slug = "small"\ncolour = "red"', reading.UnknownKey, "colour"),
        ('vi = "Một"', 'fr = "Un"', reading.MissingKey, "vi is missing"),
        ('vi = "Một"', 'vi = "Một", fr = "Un"', reading.UnknownKey, "fr"),
        ('en = "One"', 'en = " "', reading.BadValue, "en: is empty"),
        ("minutes = 60\nmode", "minutes = -60\nmode", reading.BadMinutes, r"item\[1\].minutes: -60"),
        ("minutes = 60\nmode", "minutes = 0\nmode", reading.BadMinutes, "0 minutes"),
        ("minutes = 60\nmode", "minutes = 1.5\nmode", reading.BadValue, "expected int"),
        ("minutes = 60\nmode", "minutes = true\nmode", reading.BadValue, "expected int"),
        ('key = "only"', 'key = "only"\nmax_distance_minutes = -1', reading.BadMinutes, "-1 minutes"),
        ('mode = "lecture"', 'mode = "video"', reading.UnknownWord, "'video'"),
        ('kind = "other"', 'kind = "party"', reading.UnknownWord, "'party'"),
        ('key = "only"', 'key = "only"\nblock = "none"', reading.UnknownWord, "'none'"),
        ('"course", "items"]', '"weather"]', reading.UnknownWord, "'weather'"),
    ],
)
def test_what_a_file_says_wrongly_is_refused_and_named(old, new, refusal, says):
    with pytest.raises(refusal, match=says):
        small(old, new)


def test_an_exemption_from_a_subject_that_does_not_exist_is_refused():
    exemption = """
[[exemption]]
qualification = "other"
title = { ja = "別", easy = "{別|べつ}", en = "Other", vi = "Khác" }
total_minutes = 60
subjects = ["missing"]
source = "nowhere"
"""

    with pytest.raises(reading.UnknownWord, match="'missing'"):
        reading.parse(SMALL + exemption, "small.toml")


def test_a_course_that_was_never_written_is_refused_by_name():
    with pytest.raises(seeds.NoSuchSeed, match="juggling"):
        seeds.read("juggling")


def test_a_seed_cannot_be_changed():
    with pytest.raises(AttributeError):
        small().slug = "other"
