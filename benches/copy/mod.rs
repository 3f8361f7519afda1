//! Copy like a news desk's, the same on every machine, and a stopwatch.

use factlint::text::{Article, ArticleBuilder, Block, BlockKind, Decoding, TextSpan};
use std::time::{Duration, Instant};

/// Bytes.
pub(crate) const MEGABYTE: usize = 1 << 20;

/// The shortest of several runs.
pub(crate) fn best(runs: usize, run: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..runs).map(|_| once()).min().unwrap_or_default()
}

/// Prints how fast so many bytes were read.
pub(crate) fn print_rate(name: &str, bytes: usize, time: Duration) {
    println!("{name:>14}  {:>8.1} MB/s  {time:>9.1?}", mb(bytes) / time.as_secs_f64());
}

/// Megabytes, as rates count them.
pub(crate) fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// An article of one paragraph a line.
pub(crate) fn article(text: String) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = TextSpan::new(start, start + line.trim_end().len());
        if !span.is_empty() {
            blocks.push(Block { span, kind: BlockKind::Paragraph });
        }
        start += line.len();
    }
    ArticleBuilder::new(text, Decoding::identity()).whole_source(blocks)
}

/// Copy of about so many bytes; the same for the same seed.
pub(crate) fn news(seed: u64, bytes: usize) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = String::with_capacity(bytes + 400);
    let mut in_paragraph = 0;
    while text.len() < bytes {
        let mut rest = random.one_of(SENTENCES);
        while let Some((before, slot, after)) = next_slot(rest) {
            text.push_str(before);
            fill(slot, &mut random, &mut text);
            rest = after;
        }
        text.push_str(rest);
        in_paragraph += 1;
        text.push(if in_paragraph % 3 == 0 { '\n' } else { ' ' });
    }
    text
}

fn next_slot(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (slot, after) = rest.split_once('}')?;
    Some((before, slot, after))
}

fn fill(slot: &str, random: &mut Random, text: &mut String) {
    match slot {
        "n" => text.push_str(&(2 + random.below(96)).to_string()),
        "big" => text.push_str(&format!("{},{:03}", 1 + random.below(90), random.below(1000))),
        "name" => text.push_str(random.one_of(NAMES)),
        "place" => text.push_str(random.one_of(PLACES)),
        "day" => text.push_str(random.one_of(DAYS)),
        _ => text.push_str(random.one_of(THINGS)),
    }
}

/// A small generator of numbers: the copy must be the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }
}

const SENTENCES: &[&str] = &[
    "The council in {place} voted on {day} to keep the {thing} open through the winter, after residents complained that the nearest alternative was too far away.",
    "“We have waited long enough for an answer,” {name} told reporters outside the town hall, adding that the {thing} had become a symbol of neglect.",
    "At least {n} people were hurt when a bus left the road near {place}, officials said, and several of them remain in hospital.",
    "The company, which employs {big} workers across the region, said it expected sales to grow by about {n} percent this year.",
    "{name}, who has led the inquiry since its beginning, declined to say when the report on the {thing} would be published.",
    "Neighbours described a quiet street where little ever happened, and said that they had heard nothing unusual during the night.",
    "Work on the {thing} was meant to be finished by March, but engineers found that the ground beneath it was softer than earlier surveys had suggested.",
    "Police said the investigation was continuing and asked anyone who had been in the area at the time to come forward.",
    "\"It is a difficult decision and nobody takes it lightly,\" said {name}, a spokesman for the ministry in {place}.",
    "Prices have risen for {n} months in a row, and economists warn that households with the lowest incomes will feel it most.",
    "The two sides met again on {day} without reaching an agreement, although both described the conversation as useful and promised to continue.",
    "In {place}, farmers spoke of the driest season they could remember, with wells running low and cattle sold earlier than planned.",
    "A spokeswoman for the hospital said that {n} of the {big} patients treated there last year had come from outside the district.",
    "Critics of the plan argue that the money, some ${n} million, would be better spent on schools and on the repair of older roads.",
    "The museum will reopen at 10 a.m. on {day} with an exhibition of photographs that visitors had sent in from around the country.",
];

const NAMES: &[&str] = &[
    "Maria Santos",
    "Dr. Paul Whitcombe",
    "Anneliese Krug",
    "Tomás Herrera",
    "Gov. Linda Marsh",
    "Kwame Adjei",
    "Mr. O'Rourke",
    "Prof. Yuki Tanabe",
];

const PLACES: &[&str] =
    &["Hamburg", "Cape Town", "Leeds", "Valparaíso", "St. Louis", "Izmir", "Winnipeg", "Da Nang"];

const DAYS: &[&str] = &["Monday", "Tuesday", "Jan. 14, 2023", "12 March", "Thursday", "Friday"];

const THINGS: &[&str] = &[
    "library",
    "bridge",
    "reservoir",
    "ferry terminal",
    "swimming pool",
    "power station",
    "market hall",
    "railway line",
];
