//! What the score must not depend on, and what it must.

use super::*;
use crate::format::{self, InputFormat};
use crate::text::Article;
use proptest::prelude::*;

/// An article in one paragraph, long enough for a score.
const PLAIN: &str = "The ferry was late again on Monday, so the mail went round by road and the school \
    bus left without nine of its children. Nobody was hurt and nobody was pleased. The captain said the \
    pump had failed twice since the spring, that the part was on order, and that he had been told to \
    expect it in March. The council pays for two sailings a day and gets about one and a half. It has \
    asked for some of its money back. A man on the quay who sells bait to visitors put it in another \
    way: he could swim it faster, he said, if somebody held his sandwiches. The next meeting about the \
    boat is in the town hall at seven, and there will be tea, though not from the island.";

fn article(text: &str) -> Article {
    format::read(InputFormat::Plain, text.as_bytes()).unwrap()
}

fn model() -> StyleModel {
    StyleModel::built_in().unwrap()
}

fn read(text: &str) -> StyleReading {
    model().read(&article(text))
}

#[track_caller]
fn check_same(changed: &str) {
    let (plain, changed) = (read(PLAIN), read(changed));
    assert!(plain.score.is_some());
    assert_eq!(plain, changed);
}

#[test]
fn lookalikes_change_nothing() {
    let swap = |c: char| match c {
        'a' => 'а',
        'e' => 'е',
        'o' => 'ο',
        'p' => 'р',
        other => other,
    };
    check_same(&PLAIN.chars().map(swap).collect::<String>());
}

#[test]
fn typesetting_changes_nothing() {
    check_same(&PLAIN.replace("way: he", "way — he").replace(" — ", ": "));
    check_same(&PLAIN.replace(' ', "\u{a0}"));
    check_same(&PLAIN.replace(", that", ",\u{2009}that"));
}

#[test]
fn what_others_said_does_not_count() {
    let quoted = "“This serves as a powerful testament to the importance of collaboration, \
                  underscoring the need for sustainable and innovative solutions.” ";
    check_same(&PLAIN.replace("The captain said", &format!("{quoted}The captain said")));
}

#[test]
fn a_dateline_and_a_title_do_not_count() {
    check_same(&format!("PORT ELLEN, Scotland (Agency) — {PLAIN}"));
    check_same(&format!("Island ferry fails for the third time this year\n\n{PLAIN}"));
}

#[test]
fn short_texts_get_no_score() {
    let words: Vec<&str> = PLAIN.split(' ').take(98).collect();
    let reading = read(&words.join(" "));
    assert_eq!(reading.score, None);
    assert!((90..100).contains(&reading.words), "{}", reading.words);
}

#[test]
fn other_languages_get_no_score() {
    let french = "Le bac était encore en retard lundi, si bien que le courrier est passé par la route et \
        que le car de l'école est parti sans neuf de ses enfants. Personne n'a été blessé et personne \
        n'était content. Le capitaine a dit que la pompe était tombée en panne deux fois depuis le \
        printemps, que la pièce était commandée et qu'on lui avait promis qu'elle arriverait en mars. La \
        mairie paie deux traversées par jour et en reçoit environ une et demie. Elle a demandé qu'on lui \
        rende une partie de son argent. Un homme qui vend des appâts sur le quai l'a dit autrement : il \
        irait plus vite à la nage si quelqu'un lui tenait ses tartines.";
    assert_eq!(read(french).score, None);
}

#[test]
fn the_interval_narrows_with_length() {
    let calibration = model().calibration;
    let width = |words: usize| {
        let score = calibration.score(0.0, words);
        assert!(score.low <= score.value && score.value <= score.high);
        score.high - score.low
    };
    assert!(width(120) > width(200) && width(200) > width(400) && width(400) > width(1200));
}

#[test]
fn long_articles_are_read_to_a_limit() {
    let long = article(&PLAIN.repeat(100));
    assert!(Prose::of(&long).words() <= Prose::LONGEST + 1);
}

#[test]
fn what_raises_a_score_is_found_in_the_text() {
    let article = article(PLAIN);
    let phrases = model().strongest(&article, 5);
    assert!(!phrases.is_empty());
    for pair in phrases.windows(2) {
        assert!(pair[0].weight >= pair[1].weight);
    }
    for phrase in phrases {
        assert!(!article.slice(phrase.span).trim().is_empty());
    }
}

#[test]
fn a_model_is_its_file() {
    let model = model();
    assert_eq!(StyleModel::from_bytes(model.to_bytes()).unwrap(), model);
}

#[test]
fn damage_is_told() {
    let bytes = model().to_bytes();
    let fault = |bytes: Vec<u8>| StyleModel::from_bytes(bytes).unwrap_err();
    assert_eq!(fault(b"id = \"ai-score\"\n\n".to_vec()), ModelError::FirstLine);
    assert_eq!(fault(Vec::new()), ModelError::FirstLine);
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(fault(changed), ModelError::Digest);
    let length = fault(bytes[..bytes.len() - 1].to_vec());
    assert!(matches!(length, ModelError::Length { .. }), "{length}");
    let text = |from: &str, to: &str| {
        let at = bytes.windows(from.len()).position(|found| found == from.as_bytes()).unwrap();
        [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
    };
    assert_eq!(fault(text("\nbits ", "\nbytes ")), ModelError::Line("bits"));
    assert_eq!(fault(text("model 1\n", "model 9\n")), ModelError::FirstLine);
    assert_eq!(fault(text("\nthreshold 0", "\nthreshold 1")), ModelError::Digest);
    assert!(ModelError::Digest.to_string().contains("damaged"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hidden_characters_change_nothing(
        places in prop::collection::vec(1..PLAIN.len(), 1..200),
        hidden in prop::sample::select(vec!['\u{200B}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{AD}', '\u{FE0F}', '\u{200E}']),
    ) {
        let mut text = PLAIN.to_owned();
        let mut places = places;
        places.sort_unstable();
        for place in places.into_iter().rev() {
            text.insert(place, hidden);
        }
        prop_assert_eq!(read(&text), read(PLAIN));
    }

    #[test]
    fn any_text_is_read(text in ".{0,400}") {
        let text = text.repeat(4);
        let Ok(article) = format::read(InputFormat::Plain, text.as_bytes()) else { return Ok(()) };
        let model = model();
        prop_assert_eq!(model.read(&article), model.read(&article));
        for phrase in model.strongest(&article, 3) {
            prop_assert!(article.text().get(phrase.span.range()).is_some());
        }
    }
}
