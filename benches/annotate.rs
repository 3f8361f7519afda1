//! How fast the annotators read: each alone and all together, on copy like a news desk's, and the
//! time a single article takes as it grows. Run with `cargo bench --bench annotate`; give a size
//! in megabytes to change the largest article, or `--quick` for a short run.

use factlint::annotate::{Annotator, annotate_with};
use factlint::language::{Language, Vocabulary, tokenize};
use factlint::text::{Article, ArticleBuilder, Block, BlockKind, Decoding, TextSpan};
use std::time::{Duration, Instant};

const MEGABYTE: usize = 1 << 20;

/// A stage of reading: what it is called and what it runs.
const STAGES: &[(&str, &[Annotator])] = &[
    ("sentences", &[]),
    ("+ values", &[Annotator::Values]),
    ("+ names", &[Annotator::Names]),
    ("+ quotes", &[Annotator::Quotes]),
    ("all", Annotator::ALL),
];

/// Runs of one character or word that make careless code look back or ahead without end.
const HOSTILE: &[&str] = &[
    "\"",
    "(",
    "1,",
    "a.",
    "January ",
    "“",
    "one hundred ",
    "1-",
    "at 9 am ",
    "!",
    "“a ”, he said ",
    "a million ",
    "5 to ",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    let largest = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(100);
    let (vocabulary, language) = Language::english();
    let reader = Reading { vocabulary, language };
    reader.throughput(if is_quick { 4 } else { 32 });
    reader.growth(if is_quick { 8 } else { largest });
    reader.hostile();
}

struct Reading {
    vocabulary: Vocabulary,
    language: Language,
}

impl Reading {
    fn throughput(&self, megabytes: usize) {
        let articles: Vec<Article> = (0..megabytes * MEGABYTE / 6_000)
            .map(|seed| article(news(seed as u64, 6_000)))
            .collect();
        let bytes: usize = articles.iter().map(|article| article.text().len()).sum();
        println!("{:.1} MB of copy in {} articles, one thread", mb(bytes), articles.len());
        let tokens = best(3, || articles.iter().for_each(|article| self.tokens(article)));
        print_rate("tokens", bytes, tokens);
        for (name, annotators) in STAGES {
            let time =
                best(3, || articles.iter().for_each(|article| self.annotate(article, annotators)));
            print_rate(name, bytes, time);
        }
    }

    fn growth(&self, largest: usize) {
        println!("\none article, all annotators");
        let mut megabytes = 1;
        while megabytes <= largest {
            let article = article(news(7, megabytes * MEGABYTE));
            let time = best(1, || self.annotate(&article, Annotator::ALL));
            print_rate(&format!("{megabytes} MB"), article.text().len(), time);
            megabytes = if megabytes * 4 > largest && megabytes < largest {
                largest
            } else {
                megabytes * 4
            };
        }
    }

    fn hostile(&self) {
        println!("\n4 MB and 16 MB of the same again and again: the time should be four times");
        for piece in HOSTILE {
            let times: Vec<Duration> = [4, 16]
                .map(|megabytes| {
                    let article = article(piece.repeat(megabytes * MEGABYTE / piece.len()));
                    best(1, || self.annotate(&article, Annotator::ALL))
                })
                .to_vec();
            let growth = times[1].as_secs_f64() / times[0].as_secs_f64();
            println!("{piece:>14}  {:>9.1?}  {:>9.1?}  x{growth:.1}", times[0], times[1]);
        }
    }

    fn tokens(&self, article: &Article) {
        let mut tokens = Vec::with_capacity(article.text().len() / 5);
        for block in article.blocks() {
            tokenize(article.text(), block.span, &self.vocabulary, &mut tokens);
        }
        std::hint::black_box(tokens.len());
    }

    fn annotate(&self, article: &Article, annotators: &[Annotator]) {
        let annotated = annotate_with(article, &self.language, &self.vocabulary, annotators);
        std::hint::black_box(annotated.annotations.len());
    }
}

fn best(runs: usize, run: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..runs).map(|_| once()).min().unwrap_or_default()
}

fn print_rate(name: &str, bytes: usize, time: Duration) {
    println!("{name:>14}  {:>8.1} MB/s  {time:>9.1?}", mb(bytes) / time.as_secs_f64());
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// An article of one paragraph a line.
fn article(text: String) -> Article {
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
fn news(seed: u64, bytes: usize) -> String {
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
