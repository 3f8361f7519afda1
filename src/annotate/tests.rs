//! One check a kind of annotation; news wording, and beside each thing what only looks like it.

mod names;
mod quantities;
mod quotations;

use super::{Annotated, annotate};
use crate::claim::Mentions;
use crate::engine::Reading;
use crate::fact::FactStore;
use crate::judge::Reference;
use crate::language::{Language, Vocabulary};
use crate::report::{annotations_json, write_annotations};
use crate::text::{
    Article, ArticleBuilder, Block, BlockKind, DateOrigin, Dated, Decoding, TextSpan,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static ENGLISH: LazyLock<(Vocabulary, Language)> = LazyLock::new(Language::english);

/// An article of one paragraph a line.
fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let lead = line.len() - line.trim_start().len();
        let span = TextSpan::new(start + lead, (start + lead).max(start + line.trim_end().len()));
        if !span.is_empty() {
            let kind = BlockKind::Paragraph;
            blocks.push(Block { span, kind });
        }
        start = end + 1;
    }
    ArticleBuilder::new(text.to_owned(), Decoding::identity()).whole_source(blocks)
}

/// What a run without packs reads in an article.
fn reading<'a>(annotated: &'a Annotated<'a>) -> Reading<'a> {
    let reference = annotated.article.metadata.date.map_or(Reference::Unknown, Reference::Known);
    Reading {
        annotated,
        mentions: Mentions::default(),
        told_of: BTreeSet::new(),
        claims: Vec::new(),
        reference,
    }
}

fn annotated(article: &Article) -> Annotated<'_> {
    annotate(article, &ENGLISH.1, &ENGLISH.0)
}

/// What is found of the types, each as `text = value`.
fn found(text: &str, types: &[&str]) -> Vec<String> {
    found_in(&article(text), types)
}

fn found_in(article: &Article, types: &[&str]) -> Vec<String> {
    let annotated = annotated(article);
    let json = annotations_json(&reading(&annotated), &FactStore::default());
    let all = json["annotations"].as_array().unwrap();
    all.iter()
        .filter(|found| types.contains(&found["type"].as_str().unwrap()))
        .map(|found| {
            let fields = ["value", "unit", "per", "mod", "direction", "speaker"];
            let shown = fields.iter().filter_map(|&field| match &found[field] {
                serde_json::Value::Null => None,
                serde_json::Value::String(text) => Some(text.clone()),
                other => Some(other.to_string()),
            });
            let shown: Vec<String> = shown.collect();
            let text = found["text"].as_str().unwrap();
            format!("{text} = {}", shown.join(" ")).trim_end().to_owned()
        })
        .collect()
}

#[track_caller]
fn check_sentences(text: &str, expected: &[&str]) {
    let article = article(text);
    let sentences = annotated(&article).sentences;
    let texts: Vec<&str> = sentences.iter().map(|s| article.slice(s.span)).collect();
    assert_eq!(texts, expected);
}

#[track_caller]
fn check_numbers(text: &str, expected: &[&str]) {
    let types = ["number", "percent", "money", "quantity", "ordinal", "age", "range"];
    assert_eq!(found(text, &types), expected, "{text}");
}

#[track_caller]
fn check_dates(text: &str, expected: &[&str]) {
    assert_eq!(found(text, &["date"]), expected, "{text}");
}

#[track_caller]
fn check_times(text: &str, expected: &[&str]) {
    assert_eq!(found(text, &["time"]), expected, "{text}");
}

#[track_caller]
fn check_durations(text: &str, expected: &[&str]) {
    assert_eq!(found(text, &["duration"]), expected, "{text}");
}

#[test]
fn full_stops_of_abbreviations_end_no_sentence() {
    check_sentences(
        "The U.S. Embassy warned Dr. Amini in St. Louis. She left.",
        &["The U.S. Embassy warned Dr. Amini in St. Louis.", "She left."],
    );
    check_sentences("He works for Acme Inc. in Ohio.", &["He works for Acme Inc. in Ohio."]);
    check_sentences(
        "They left the U.S. The envoy stayed.",
        &["They left the U.S.", "The envoy stayed."],
    );
    check_sentences(
        "J. K. Marsh and George W. Bell spoke.",
        &["J. K. Marsh and George W. Bell spoke."],
    );
}

#[test]
fn times_and_dates_keep_their_sentence_together() {
    check_sentences(
        "It began at 9 a.m. Thursday in Kerman. Police came at 10 a.m. Officers left on Jan. 5.",
        &[
            "It began at 9 a.m. Thursday in Kerman.",
            "Police came at 10 a.m.",
            "Officers left on Jan. 5.",
        ],
    );
}

#[test]
fn numerals_in_digits_and_words() {
    check_numbers(
        "eighty-four people and 1,284 homes",
        &["eighty-four = 84 people", "1,284 = 1284 homes"],
    );
    check_numbers(
        "1.2bn people, two dozen cars",
        &["1.2bn = 1200000000 people", "two dozen = 24 cars"],
    );
    check_numbers("two hundred and fifty sheep", &["two hundred and fifty = 250 sheep"]);
    check_numbers(
        "three million two hundred thousand",
        &["three million two hundred thousand = 3200000"],
    );
    check_numbers("half a million voters", &["half a million = 500000 voters"]);
    check_numbers("three-quarters of them", &["three-quarters = 0.75"]);
    check_numbers("the twenty-first and the 3rd", &["twenty-first = 21", "3rd = 3"]);
    check_numbers("a couple of hundred marchers", &["a couple of hundred = 200 marchers approx"]);
    check_numbers("tens of thousands in all", &["tens of thousands = 20000 approx"]);
}

#[test]
fn hedges_are_part_of_the_quantity() {
    check_numbers("killed at least 84 people", &["at least 84 = 84 people at_least"]);
    check_numbers("as many as 300 were hurt", &["as many as 300 = 300 at_most"]);
    check_numbers("just over 40 shops", &["just over 40 = 40 shops more"]);
    check_numbers("an estimated 2,000 troops", &["an estimated 2,000 = 2000 troops approx"]);
    check_numbers("50 or more villages", &["50 or more = 50 villages at_least"]);
    check_numbers("police handed over 20 prisoners", &["20 = 20 prisoners"]);
}

#[test]
fn hedged_intervals_have_pragmatic_ends() {
    let article = article("over 80 people, nearly 100 people, 1.2 million people");
    let annotated = annotated(&article);
    let intervals: Vec<(f64, f64)> = annotated
        .annotations
        .iter()
        .map(|found| match found.meaning {
            super::Meaning::Number(n) => (n.interval.low, n.interval.high),
            _ => panic!("{found:?} is no number"),
        })
        .collect();
    assert_eq!(intervals, [(80.0, 160.0), (85.0, 100.0), (1.15e6, 1.25e6)]);
}

#[test]
fn ranges_are_one_quantity() {
    check_numbers("between 5 and 7 hostages", &["between 5 and 7 = [5,7] hostages"]);
    check_numbers("5 to 7 million barrels", &["5 to 7 million barrels = [5000000,7000000] barrel"]);
    check_numbers("10-15% of seats", &["10-15% = [10,15] percent"]);
    check_numbers("rose from 5 to 7 seats", &["5 to 7 = [5,7]", "5 = 5", "7 = 7 seats"]);
    check_numbers("a 3-1 win and a 6-3 ruling", &[]);
}

#[test]
fn units_percent_and_money() {
    check_numbers(
        "$1.2 billion and 40 million euros",
        &["$1.2 billion = 1200000000 $", "40 million euros = 40000000 EUR"],
    );
    check_numbers(
        "a 35-mile front, 60 per cent",
        &["35-mile = 35 mile", "60 per cent = 60 percent"],
    );
    check_numbers("up 2 percentage points", &["2 percentage points = 2 percentage point up"]);
    check_numbers(
        "a 24-year-old man and a girl aged 9",
        &["24-year-old = 24 years", "9 = 9 years"],
    );
}

#[test]
fn what_is_no_quantity_stays_out() {
    for text in [
        "no one came, and one of the guards left",
        "The A4 sheet showed 5G masts.",
        "He flew a Boeing 737 after 9/11.",
        "Call 555-0123 or 1-800-555-0199.",
        "Version 1.2.3 is out.",
        "1. Open the valve.",
        "Rooms for Covid-19 and an F-16 jet",
        "See Section 230 and No. 10.",
    ] {
        check_numbers(text, &[]);
    }
}

#[test]
fn dates_by_the_calendar() {
    check_dates(
        "on January 3 and Jan. 4, 2024",
        &["January 3 = XXXX-01-03", "Jan. 4, 2024 = 2024-01-04"],
    );
    check_dates(
        "on 3 January 2024, the 3rd of May",
        &["3 January 2024 = 2024-01-03", "3rd of May = XXXX-05-03"],
    );
    check_dates("on Wednesday, January 3", &["Wednesday, January 3 = XXXX-01-03"]);
    check_dates(
        "2024-01-03 or 25/12/2023",
        &["2024-01-03 = 2024-01-03", "25/12/2023 = 2023-12-25"],
    );
    check_dates("between January 3-5 it snowed", &["January 3 = XXXX-01-03", "5 = XXXX-01-05"]);
    check_dates("03/04/2023 and 9/11", &["03/04/2023 = 2023-03-04"]);
    check_dates(
        "on 7/23/07, the second of June",
        &["7/23/07 = 2007-07-23", "the second of June = XXXX-06-02"],
    );
    check_dates("April Jones may march on", &[]);
}

#[test]
fn years_and_decades() {
    check_dates("in 2015 rebels won", &["2015 = 2015"]);
    check_dates("the 2017 Tehran attacks", &["2017 = 2017"]);
    check_dates("since the 1979 revolution", &["1979 = 1979"]);
    check_dates("music of the 1990s", &["the 1990s = 199"]);
    check_dates("some 2000 people and 2015 miles", &[]);
    check_dates("it paid $2015 to 1980 people", &[]);
}

#[test]
fn dates_relative_to_the_day_of_writing() {
    check_dates("last August, on Thursday", &["last August = XXXX-08", "Thursday = XXXX-WXX-4"]);
    check_dates(
        "yesterday and two weeks ago",
        &["yesterday = PAST_REF", "two weeks ago = PAST_REF"],
    );
    check_dates("this week and next year", &["this week = PRESENT_REF", "next year = FUTURE_REF"]);
    check_dates("the last two people this once", &[]);
    check_dates("a USA Today poll", &[]);
}

#[test]
fn times_of_day() {
    check_times(
        "at 9:00 am, 9.30am and 3 p.m. Eastern",
        &["9:00 am = T09:00", "9.30am = T09:30", "3 p.m. Eastern = T15:00"],
    );
    check_times("2:40 pm EST (7:10 pm local)", &["2:40 pm EST = T14:40", "7:10 pm local = T19:10"]);
    check_times(
        "at 1430 GMT, noon or 6 o'clock",
        &["1430 GMT = T14:30", "noon = T12:00", "6 o'clock = T06:00"],
    );
    check_times("at 8 a.m. Tehran time", &["8 a.m. Tehran time = T08:00"]);
    check_times("from 9 to 11 a.m.", &["9 = T09:00", "11 a.m. = T11:00"]);
    check_times("a 16:90 ratio in 2:05:30", &[]);
    check_times("I am 9 and 10 percent am", &[]);
}

#[test]
fn zones_have_every_reading_in_use() {
    let article = article("at 9 am BST, 9 am CST and 9 am Tehran time");
    let annotated = annotated(&article);
    let readings = annotated.annotations.iter().map(|found| match &found.meaning {
        super::Meaning::Time(time) => match &time.zone {
            Some(crate::value::Zone::Named { readings, .. }) => readings.len(),
            _ => 0,
        },
        _ => 0,
    });
    assert_eq!(readings.collect::<Vec<_>>(), [2, 3, 1]);
}

#[test]
fn durations() {
    check_durations("over 5 months, two weeks", &["over 5 months = P5M more", "two weeks = P2W"]);
    check_durations(
        "48 hours, a year and a half",
        &["48 hours = PT48H", "a year and a half = P1.5Y"],
    );
    check_durations(
        "six years and nine months, 2 hours 25 minutes",
        &["six years and nine months = P81M", "2 hours 25 minutes = PT145M"],
    );
    check_durations("two years, three months later", &["two years = P2Y"]);
    check_durations("half an hour, two decades", &["half an hour = PT0.5H", "two decades = P20Y"]);
    check_durations(
        "a 20-minute talk, 5 to 7 days",
        &["20-minute = PT20M", "5 to 7 days = P5D/P7D"],
    );
    check_durations("a second blast killed a 24-year-old", &[]);
    check_durations("twice a week for $5 a month", &[]);
}

#[track_caller]
fn check_written_on(day: &str, text: &str, expected: &[&str]) {
    let mut article = article(text);
    let dated = Dated { date: day.parse().unwrap(), from: DateOrigin::Record };
    article.metadata.date = Some(dated);
    assert_eq!(found_in(&article, &["date", "time", "set"]), expected, "{text}");
}

#[test]
fn ordinals_below_nought_and_parts_of_one() {
    check_numbers("the two hundred and fifth boat", &["two hundred and fifth = 205"]);
    check_numbers("a third-party check", &[]);
    check_numbers("First, the mayor spoke of it at first.", &[]);
    check_numbers(
        "at -4.5 degrees, or minus 12",
        &["-4.5 degrees = -4.5 degree", "minus 12 = -12"],
    );
    check_numbers("pages 4-5 of a follow-up", &["4-5 = [4,5]"]);
    check_numbers("2 1/2 cups, ¾ cup", &["2 1/2 = 2.5 cups", "¾ = 0.75 cup"]);
    check_numbers("on 9/11, open 24/7", &[]);
    check_numbers("one in five farms", &["one in five = 0.2 farms"]);
    check_numbers("two in three days", &["two = 2", "three days = 3 days"]);
    check_numbers("40 parts per million", &["40 parts per million = 40 part per million"]);
}

#[test]
fn scales_multiply() {
    check_numbers("ten thousand million", &["ten thousand million = 10000000000"]);
    check_numbers("4 thousand 3 hundred", &["4 thousand 3 hundred = 4300"]);
    check_numbers("three million and a half", &["three million and a half = 3500000"]);
    check_numbers(
        "a quarter of a million voters, two-thirds of a billion, half of a million",
        &[
            "a quarter of a million = 250000 voters",
            "two-thirds of a billion = 666666666.6667",
            "half of a million = 500000",
        ],
    );
}

#[test]
fn changes_have_two_ends_and_a_direction() {
    check_numbers(
        "fell from 6.1 percent to 5.9 percent",
        &[
            "6.1 percent to 5.9 percent = [6.1,5.9] percent",
            "6.1 percent = 6.1 percent",
            "5.9 percent = 5.9 percent",
        ],
    );
    check_numbers("shares rose by 3%", &["3% = 3 percent up"]);
    check_numbers("$75 a barrel", &["$75 = 75 $ barrel"]);
    check_numbers("three or four boats", &["three or four = [3,4] boats"]);
    check_numbers("gained 0.9 percent to 4,118", &["0.9 percent = 0.9 percent up", "4,118 = 4118"]);
}

#[test]
fn periods_without_a_date_of_their_own() {
    check_written_on(
        "2020-05-12",
        "in the third quarter of 2019",
        &["the third quarter of 2019 = 2019-Q3"],
    );
    check_written_on(
        "2020-05-12",
        "last winter and this morning",
        &["last winter = 2019-WI", "this morning = 2020-05-12TMO"],
    );
    check_written_on("2020-05-12", "it fell in the second half", &[]);
    check_written_on("2020-05-12", "springs and falls", &[]);
    check_written_on("2020-05-12", "early 2015", &["early 2015 = 2015 start"]);
    check_written_on(
        "2020-05-12",
        "recently, the 20th century",
        &["recently = PAST_REF", "the 20th century = 19"],
    );
    check_written_on("2020-05-12", "paid every month", &["every month = P1M"]);
    check_written_on("2020-05-12", "every man for himself", &[]);
}

#[test]
fn a_time_told_in_several_words_is_one() {
    check_written_on(
        "2020-05-12",
        "late Sunday, in mid-2018, the end of next year",
        &["late Sunday = 2020-05-10 end", "mid-2018 = 2018 mid", "the end of next year = 2021 end"],
    );
    check_written_on(
        "2020-05-12",
        "The ferry sank early on the morning of May 3.",
        &["the morning of May 3 = 2020-05-03TMO"],
    );
    check_written_on("2020-05-12", "Rain fell overnight.", &["overnight = 2020-05-11TNI"]);
    check_written_on("2020-05-12", "an overnight-only train", &[]);
    check_written_on(
        "2020-05-12",
        "They met on Friday at half past seven in the evening.",
        &["Friday at half past seven in the evening = 2020-05-08T19:30"],
    );
    check_written_on("2020-05-12", "It won ten to three, five after two.", &[]);
    check_written_on(
        "2020-05-12",
        "from July last year to October of next year",
        &["July last year = 2019-07", "October of next year = 2021-10"],
    );
    check_written_on(
        "2020-05-12",
        "on Saturday last week, the last week of March",
        &["Saturday last week = 2020-05-09", "the last week of March = 2020-03 end"],
    );
}

#[test]
fn dates_are_counted_from_what_was_told() {
    check_written_on(
        "2020-05-12",
        "The mine shut on March 3, 2009. Two days later it flooded.",
        &["March 3, 2009 = 2009-03-03", "Two days later = 2009-03-05"],
    );
    check_written_on(
        "2020-05-12",
        "In 1994 she won. The following year she lost.",
        &["1994 = 1994", "The following year = 1995"],
    );
    check_written_on(
        "2020-05-12",
        "Sales rose in the first quarter from a year earlier.",
        &["the first quarter = 2020-Q1", "a year earlier = 2019-Q1"],
    );
    check_written_on(
        "2020-05-12",
        "In April it sold fewer than in the same month a year ago.",
        &["April = 2020-04", "the same month a year ago = 2019-04"],
    );
    check_written_on(
        "2020-05-12",
        "two weeks before next Tuesday, the day before yesterday",
        &["two weeks before next Tuesday = 2020-05-05", "the day before yesterday = 2020-05-10"],
    );
    check_written_on("2020-05-12", "two days before the vote", &[]);
    check_written_on("2020-05-12", "several years ago", &["several years ago = PAST_REF"]);
}

#[track_caller]
fn check_reported(text: &str, expected: Option<&str>) {
    let article = article(text);
    let latest = annotated(&article).latest_reported_day();
    assert_eq!(latest.map(|day| day.to_string()).as_deref(), expected, "{text}");
}

#[test]
fn only_what_has_happened_bounds_the_day_of_writing() {
    check_reported("He died on January 3, 2024, aged 81.", Some("2024-01-03"));
    check_reported("It opened May 2, 2019, and closed on June 9, 2021.", Some("2021-06-09"));
    check_reported("It will be opened on May 2, 2031.", None);
    check_reported("The law, passed in 2021, takes effect on January 1, 2032.", None);
    check_reported("The talks were postponed to March 4, 2030.", None);
    check_reported("The bridge is expected to open on May 2, 2031.", None);
    check_reported("She was born in May 1950.", None);
}

#[test]
fn what_comes_again_is_a_set() {
    check_written_on(
        "2020-05-12",
        "every Monday, each July, Tuesday nights, every two weeks",
        &[
            "every Monday = XXXX-WXX-1",
            "each July = XXXX-07",
            "Tuesday nights = XXXX-WXX-2TNI",
            "every two weeks = P2W",
        ],
    );
    check_written_on("2020-05-12", "two flights a week", &["a week = P1W"]);
    check_written_on("2020-05-12", "up from 17% a year ago", &["a year ago = 2019"]);
}

#[test]
fn holidays_weekends_and_spoken_years() {
    check_written_on(
        "2020-05-12",
        "It closed before Thanksgiving and over the weekend.",
        &["Thanksgiving = 2019-11-28", "the weekend = 2020-W19-WE"],
    );
    check_written_on("2020-05-12", "The Christmas Island crab fled.", &[]);
    check_written_on(
        "2020-05-12",
        "in nineteen eighty-four, since '82, the late nineties, fiscal 1997",
        &[
            "nineteen eighty-four = 1984",
            "'82 = 1982",
            "the late nineties = 199 end",
            "fiscal 1997 = 1997",
        ],
    );
    check_written_on("2020-05-12", "as soon as the dogs' 82 kennels open", &[]);
    check_written_on(
        "2020-05-12",
        "last friday and on monday",
        &["last friday = 2020-05-08", "monday = 2020-05-11"],
    );
    check_written_on("2020-05-12", "the sun may march on", &[]);
}

#[test]
fn lengths_take_in_what_singles_them_out() {
    check_durations("the first nine months", &["the first nine months = P9M"]);
    check_durations("for the past 20 years", &["the past 20 years = P20Y"]);
    check_durations(
        "nearly an hour, six straight days",
        &["nearly an hour = PT1H less", "six straight days = P6D"],
    );
    check_durations("they waited for months", &["months = PXM"]);
    check_durations("office hours and light years", &[]);
}

#[test]
fn verbs_tell_which_day_is_meant() {
    check_written_on("2020-05-12", "It opened on Thursday.", &["Thursday = 2020-05-07"]);
    check_written_on("2020-05-12", "It will open on Thursday.", &["Thursday = 2020-05-14"]);
    check_written_on("2020-05-12", "She left in October.", &["October = 2019-10"]);
    check_written_on("2020-05-12", "She plans to leave in October.", &["October = 2020-10"]);
    check_written_on("2020-05-12", "The vote was put off until Friday.", &["Friday = 2020-05-15"]);
    check_written_on("2020-05-12", "The concert is on Friday.", &["Friday = 2020-05-15"]);
    check_written_on("2020-05-12", "It should be finished in July.", &["July = 2020-07"]);
    check_written_on("2020-05-12", "He said Friday it would rain.", &["Friday = 2020-05-08"]);
    check_written_on("2020-05-12", "On Friday, the court will sit.", &["Friday = 2020-05-15"]);
}

#[test]
fn a_time_belongs_to_the_day_beside_it() {
    check_written_on("2020-05-12", "at noon on Thursday", &["noon on Thursday = 2020-05-07T12:00"]);
    check_written_on("2020-05-12", "at 9:00 UTC", &["9:00 UTC = 2020-05-12T09:00Z"]);
}

#[test]
fn hostile_repetition_stays_linear() {
    for piece in ["\"", "1,", "(", "‘", "1-", "a ", "“’", "over ", "1:", "about 1 ", "January "]
    {
        let text = piece.repeat(200_000 / piece.len());
        let article = article(&text);
        annotated(&article);
    }
}

proptest! {
    #[test]
    fn any_text_is_annotated_in_order_on_boundaries(
        text in prop_oneof![
            any::<String>(),
            "(at least |[0-9]{1,4}|[-–:/.,%$€“”\"'‘’]| |Jan\\. |one |half |a |and |million |year|s |p\\.m\\. |EST |ago |said |\n){0,40}",
        ]
    ) {
        let article = article(&text);
        let annotated = annotated(&article);
        let mut previous = 0;
        for found in &annotated.annotations {
            prop_assert!(text.is_char_boundary(found.span.start));
            prop_assert!(text.is_char_boundary(found.span.end));
            prop_assert!(!found.tokens.is_empty());
            prop_assert!(found.tokens.start >= previous);
            previous = found.tokens.start;
        }
        let facts = FactStore::default();
        annotations_json(&reading(&annotated), &facts);
        let mut shown = Vec::new();
        write_annotations(&reading(&annotated), &facts, &mut shown).unwrap();
    }
}
