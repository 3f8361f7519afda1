//! How fast the annotators read: each alone and all together, on copy like a news desk's, and the
//! time a single article takes as it grows. Run with `cargo bench --bench annotate`; give a size
//! in megabytes to change the largest article, or `--quick` for a short run.

mod copy;

use copy::{MEGABYTE, article, best, mb, news, print_rate};
use factlint::annotate::{Annotator, annotate_with};
use factlint::language::{Language, Vocabulary, tokenize};
use factlint::text::Article;
use std::time::Duration;

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
