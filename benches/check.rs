//! How fast whole articles are checked: on copy like a news desk's, as one article grows, and as
//! the number of facts does. Run with `cargo bench --bench check`; give a size in megabytes to
//! change the largest article, or `--quick` for a short run.

mod copy;

use copy::{MEGABYTE, article, best, mb, news, print_rate};
use factlint::engine::{CheckOptions, check};
use factlint::knowledge::{Knowledge, built};
use factlint::pack;
use factlint::score::StyleModel;
use factlint::source::Library;
use factlint::text::Article;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How many facts a pack holds.
const FACTS: &[usize] = &[50, 500, 2_000, 10_000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    let largest = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(100);
    let articles = copies(if is_quick { 2 } else { 16 });
    let start = best(5, || drop(Knowledge::load(&[])));
    println!("the built-in packs load in {start:.1?}");
    saves(if is_quick { 10 } else { 40 });
    let built_in = load(&[]);
    throughput("no facts", &articles, &built_in);
    style(&articles, &built_in);
    pairs(if is_quick { 2_000 } else { 20_000 }, &built_in);
    facts(&articles);
    growth(if is_quick { 4 } else { largest }, &built_in);
}

/// Whole runs of the program on one article from standard input, as an editor starts them at every
/// save: without facts, and with a pack of 10,000 that was built.
fn saves(runs: usize) {
    let folder = std::env::temp_dir().join("factlint-bench-save");
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let facts = folder.join("facts.toml");
    fs::write(&facts, pack(10_000)).expect("the folder for temporary files can be written");
    let program = |arguments: &[&OsStr]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_factlint"));
        program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = program.spawn().expect("the program was built with this benchmark");
        let mut input = child.stdin.take().expect("standard input is a pipe");
        // A command that reads nothing has closed it by now.
        let _ = input.write_all(news(3, 3_000).as_bytes());
        drop(input);
        child.wait().expect("nobody else waits for it");
    };
    program(&["facts".as_ref(), "build".as_ref(), facts.as_os_str()]);
    let without: &[&OsStr] = &["check".as_ref(), "-".as_ref()];
    let with: &[&OsStr] = &["check".as_ref(), "--facts".as_ref(), facts.as_os_str(), "-".as_ref()];
    for (name, arguments) in [("no facts", without), ("10,000 facts", with)] {
        let mut times: Vec<Duration> = (0..runs).map(|_| best(1, || program(arguments))).collect();
        times.sort_unstable();
        println!(
            "a save, {name}: {:.1?} at least, {:.1?} in the middle",
            times[0],
            times[runs / 2]
        );
    }
}

/// Articles of 6,000 bytes, so many megabytes in all.
fn copies(megabytes: usize) -> Vec<Article> {
    (0..megabytes * MEGABYTE / 6_000).map(|seed| article(news(seed as u64, 6_000))).collect()
}

fn throughput(name: &str, articles: &[Article], knowledge: &Knowledge) {
    let bytes: usize = articles.iter().map(|article| article.text().len()).sum();
    let time = best(3, || articles.iter().for_each(|article| run(article, knowledge)));
    print_rate(name, bytes, time);
}

/// The score of style alone, and what part of a whole check it is.
fn style(articles: &[Article], knowledge: &Knowledge) {
    let whole = best(3, || articles.iter().for_each(|article| run(article, knowledge)));
    let model = StyleModel::built_in().expect("the built-in model is whole");
    let score = best(3, || {
        for article in articles {
            std::hint::black_box(model.read(article).words);
        }
    });
    let bytes: usize = articles.iter().map(|article| article.text().len()).sum();
    print_rate("style score alone", bytes, score);
    let part = 100.0 * score.as_secs_f64() / whole.as_secs_f64();
    println!("  of a check, its score takes {part:.1} %");
}

/// Sentences beside a source of two: reading both and comparing them.
fn pairs(count: usize, knowledge: &Knowledge) {
    let text = |seed: usize, bytes| article(news(seed as u64, bytes));
    let pairs: Vec<(Article, Article)> =
        (0..count).map(|seed| (text(seed, 1), text(seed / 2, 250))).collect();
    let time = best(3, || {
        for (claim, source) in &pairs {
            let library = Library::new([source], knowledge.tongue());
            let outcome = check(claim, knowledge, &library, CheckOptions::default());
            std::hint::black_box(outcome.findings.len());
        }
    });
    let rate = count as f64 / time.as_secs_f64();
    println!("  with sources  {rate:>8.0} pairs/s  {time:>8.1?}");
}

/// Loading and checking with more and more facts, none of which the articles speak of: what is not
/// asked about should cost next to nothing.
fn facts(articles: &[Article]) {
    let folder = std::env::temp_dir().join("factlint-bench-facts");
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    for &count in FACTS {
        let path = folder.join(format!("facts-{count}.toml"));
        fs::write(&path, pack(count)).expect("the folder for temporary files can be written");
        let paths = [path];
        let time = best(3, || drop(Knowledge::load(&paths)));
        println!("{count:>6} facts load in {time:.1?}");
        let own = || paths.iter().map(|path| pack::from_disk(path)).collect::<Vec<_>>();
        let built = built::build(own()).map(|(_, bytes)| bytes);
        let built = built.unwrap_or_else(|problems| panic!("{problems}"));
        let time = best(3, || drop(built::restore(&built, &own()).expect("it was just built")));
        println!("{count:>6} facts, built, load in {time:.1?}");
        throughput(&format!("{count} facts"), articles, &load(&paths));
    }
}

fn growth(largest: usize, knowledge: &Knowledge) {
    println!("\none article");
    let mut megabytes = 1;
    while megabytes <= largest {
        let article = article(news(7, megabytes * MEGABYTE));
        let time = best(1, || run(&article, knowledge));
        println!(
            "{megabytes:>11} MB  {:>8.1} MB/s  {time:>9.1?}",
            mb(article.text().len()) / time.as_secs_f64()
        );
        megabytes = match megabytes * 4 > largest && megabytes < largest {
            true => largest,
            false => megabytes * 4,
        };
    }
}

fn load(paths: &[PathBuf]) -> Knowledge {
    Knowledge::load(paths).unwrap_or_else(|problems| panic!("{problems}"))
}

fn run(article: &Article, knowledge: &Knowledge) {
    let library = Library::new(&[], knowledge.tongue());
    let outcome = check(article, knowledge, &library, CheckOptions::default());
    std::hint::black_box(outcome.findings.len());
}

/// A pack of so many facts: events with a date, a place and two tolls, people with a birthday.
fn pack(count: usize) -> String {
    let mut pack = "[[source]]\nid = \"desk\"\nname = \"Desk\"\n".to_owned();
    for n in 0..count / 5 {
        let place = format!("{} {}", name(n), name(n * 31 + 7));
        let person = format!("{} {}", name(n * 17 + 3), name(n * 13 + 5));
        let kind = ["fire", "flood", "blast", "storm", "collapse"][n % 5];
        let (year, month, day) = (1990 + n % 33, 1 + n % 12, 1 + n % 28);
        let record = write!(
            pack,
            r#"
[[entity]]
id = "place-{n}"
kind = "place"
name = "{place}"
source = "desk"

[[entity]]
id = "person-{n}"
kind = "person"
name = "{person}"
born = {year}-{month:02}-{day:02}
source = "desk"

[[event]]
id = "event-{n}"
name = "the {place} {kind}"
aliases = ["{kind} in {place}"]
described_as = ["{kind}", "{kind} ... {place}"]
source = "desk"
date = {year}-{month:02}-{day:02}
place = "place-{n}"
deaths = {}
injured = {}
"#,
            2 + n % 300,
            5 + n % 900
        );
        record.expect("a text can always grow");
    }
    pack
}

/// A name that no language has.
fn name(seed: usize) -> String {
    const SYLLABLES: [&str; 12] =
        ["ka", "lo", "mi", "ren", "tas", "vor", "del", "bri", "hal", "ge", "osk", "wick"];
    let mut rest = seed * 7 + 1_729;
    let mut name = String::new();
    while rest > 0 {
        name.push_str(SYLLABLES[rest % 12]);
        rest /= 12;
    }
    name[..1].to_uppercase() + &name[1..]
}
