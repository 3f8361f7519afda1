//! Names of people, organisations, places and ships, and capitals that name nobody.

use super::{annotated, article};
use crate::annotate::Name;
use crate::text::TextSpan;

/// Each name as `text = full form kind`, with title and role.
#[track_caller]
fn check_names(text: &str, expected: &[&str]) {
    let article = article(text);
    let annotated = annotated(&article);
    let shown = |name: &Name| {
        let said = |span: Option<TextSpan>| span.map_or("", |span| article.slice(span));
        let full = article.slice(annotated.full_form(name).span);
        let (title, role) = (said(name.title), said(name.role));
        let shown = format!(
            "{} = {full} {} [{title}] [{role}]",
            article.slice(name.span),
            name.kind.name()
        );
        shown.trim_end_matches(" []").to_owned()
    };
    let names: Vec<String> = annotated.names.iter().map(shown).collect();
    assert_eq!(names, expected, "{text}");
}

#[test]
fn people_with_their_titles() {
    check_names(
        "The board heard Dr. Ann-Marie O'Neill and Sgt. Lee on Monday.",
        &["Ann-Marie O'Neill = Ann-Marie O'Neill person [Dr.]", "Lee = Lee person [Sgt.]"],
    );
    check_names(
        "It was Foreign Minister Tomás Herrera who called former senator Linda Marsh.",
        &[
            "Tomás Herrera = Tomás Herrera person [Foreign Minister]",
            "Linda Marsh = Linda Marsh person [former senator]",
        ],
    );
    check_names(
        "Ursula von Alten, the mayor of Lemgo, wrote to Yusuf al-Hariri, 61, about J.K. Marsh.",
        &[
            "Ursula von Alten = Ursula von Alten person [] [the mayor of Lemgo]",
            "Lemgo = Lemgo unknown",
            "Yusuf al-Hariri = Yusuf al-Hariri person",
            "J.K. Marsh = J.K. Marsh person",
        ],
    );
    check_names(
        "The Peruvian Secretary of State Paulo Reyes resigned.",
        &["Peruvian = Peruvian demonym", "Paulo Reyes = Paulo Reyes person [Secretary of State]"],
    );
}

#[test]
fn organisations_places_laws_and_ships() {
    check_names(
        "It asked the Ministry of Health and the Food and Drug Administration for advice.",
        &[
            "Ministry of Health = Ministry of Health organisation",
            "Food and Drug Administration = Food and Drug Administration organisation",
        ],
    );
    check_names(
        "The frigate HMS Northern Star lay off Cape Town when the Clean Rivers Act passed.",
        &[
            "HMS Northern Star = HMS Northern Star vessel",
            "Cape Town = Cape Town place",
            "Clean Rivers Act = Clean Rivers Act law",
        ],
    );
    check_names(
        "Lenders such as Harbour & Sons and Brightwater Group Inc. closed.",
        &[
            "Harbour & Sons = Harbour & Sons organisation",
            "Brightwater Group Inc. = Brightwater Group Inc. organisation",
        ],
    );
}

#[test]
fn later_mentions_mean_the_first_full_one() {
    check_names(
        "We met Anneliese Krug of the Coastal Rescue Service (CRS) today. Krug said the CRS was \
         short of boats. Mr. Krug, her brother, agreed.",
        &[
            "Anneliese Krug = Anneliese Krug person",
            "Coastal Rescue Service = Coastal Rescue Service organisation",
            "CRS = Coastal Rescue Service organisation",
            "Krug = Anneliese Krug person",
            "CRS = Coastal Rescue Service organisation",
            "Krug = Anneliese Krug person [Mr.]",
        ],
    );
    check_names(
        "A spokesman for Brightwater Group Inc. spoke. Brightwater denied it.",
        &[
            "Brightwater Group Inc. = Brightwater Group Inc. organisation",
            "Brightwater = Brightwater Group Inc. organisation",
        ],
    );
    check_names(
        "They saw Paul Krug and Anneliese Krug at noon. It was Krug who left.",
        &[
            "Paul Krug = Paul Krug person",
            "Anneliese Krug = Anneliese Krug person",
            "Krug = Krug unknown",
        ],
    );
}

#[test]
fn capitals_that_name_nobody() {
    check_names("Prices rose in May. Critics said so on Tuesday, and I agreed.", &[]);
    check_names("The President and the Prime Minister watched TV. Residents said nothing.", &[]);
    check_names("The gross domestic product (GDP) fell. GDP had risen. Nobody saw it.", &[]);
    check_names("It spread on the Internet. Officials denied it. \"Nonsense,\" they said.", &[]);
}

#[test]
fn headlines_name_what_the_article_names() {
    check_names(
        "Marsh Faces Revolt Over Budget In Izmir\nThe mayor, Linda Marsh, said on Monday that \
         nothing had been decided.",
        &["Marsh = Linda Marsh person", "Izmir = Izmir place", "Linda Marsh = Linda Marsh person"],
    );
    check_names("COUNCIL BACKS NEW BRIDGE\nThe vote was close and nobody was happy with it.", &[]);
}
