//! Names in headlines, where every word has a capital: only what the lexicon knows, or what the
//! rest of the article uses as a name.

use super::read::known_at;
use super::{Draft, Names};
use crate::annotate::reader::Reader;
use crate::language::{NameKind, NamePart};
use std::ops::Range;

/// How many words of a headline may name one thing.
const LONGEST: usize = 6;

/// Whether a headline is in capitals throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shout {
    Yes,
    No,
}

impl Names<'_> {
    /// Reads a headline, after all running text.
    pub(super) fn read_headline(&mut self, mut reader: Reader<'_>, shout: Shout) {
        let mut at = reader.start;
        while at < reader.tokens.len() {
            if !reader.is_capital(at) {
                at += 1;
                continue;
            }
            let name = self.used_at(&reader, at).or_else(|| self.told(&reader, at, shout));
            at = match name {
                Some(draft) => {
                    let end = draft.tokens.end;
                    self.take(&reader, draft);
                    reader.floor = end;
                    end
                }
                None => at + 1,
            };
        }
    }

    /// The longest name of the running text that starts here.
    fn used_at(&self, reader: &Reader<'_>, at: usize) -> Option<Draft> {
        let words = words_from(reader, at);
        for count in (1..=words.len()).rev() {
            let used =
                words[..count].iter().map(|&word| &reader.text[reader.tokens[word].span().range()]);
            let meant = self.index.whole(used).or_else(|| self.short_at(reader, at, count));
            if let Some(meant) = meant {
                let root = self.drafts[meant].refers_to.unwrap_or(meant);
                let is_plain = count == 1 && reader.plays(at, NamePart::Common);
                if !is_plain {
                    return Some(draft(
                        reader,
                        at..words[count - 1] + 1,
                        self.drafts[root].kind,
                        Some(root),
                    ));
                }
            }
        }
        None
    }

    fn short_at(&self, reader: &Reader<'_>, at: usize, count: usize) -> Option<usize> {
        let text = reader.text_of(at);
        let is_single = count == 1;
        let initials = || reader.is_upper(at).then(|| self.index.initials(text)).flatten();
        is_single.then(|| self.index.short(text).or_else(initials)).flatten()
    }

    /// What the words themselves tell to be a name.
    fn told(&self, reader: &Reader<'_>, at: usize, shout: Shout) -> Option<Draft> {
        if let Some((end, kind)) = known_at(reader, at) {
            return Some(draft(reader, at..end, kind, None));
        }
        let words = words_from(reader, at);
        if reader.plays(at, NamePart::Given) && words.len() > 1 {
            return person(reader, &words);
        }
        let is_acronym = shout == Shout::No
            && reader.is_upper(at)
            && reader.text_of(at).len() <= LONGEST
            && !reader.plays(at, NamePart::PlainAbbreviation)
            && !self.index.is_plain(reader.text_of(at));
        is_acronym.then(|| draft(reader, at..at + 1, NameKind::Organisation, None))
    }
}

/// A given name with a word after it that is none of the language, initials between them.
fn person(reader: &Reader<'_>, words: &[usize]) -> Option<Draft> {
    let surname = words[1..].iter().position(|&at| !reader.is_initial(at))? + 1;
    let at = words[surname];
    let parts = reader.parts(at);
    let is_plain = parts.has(NamePart::Common)
        || parts.has(NamePart::HeadlineSmall)
        || parts.has(NamePart::Organisation)
        || parts.is_titular();
    (!is_plain).then(|| draft(reader, words[0]..at + 1, NameKind::Person, None))
}

/// The capitalised words from here on that nothing but a space, a hyphen or an initial's stop parts.
fn words_from(reader: &Reader<'_>, at: usize) -> Vec<usize> {
    let mut words = vec![at];
    let mut next = at + 1;
    while words.len() < LONGEST {
        let last = words[words.len() - 1];
        let is_stop = reader.mark(next) == Some('.') && reader.is_initial(last);
        next = if is_stop { next + 1 } else { reader.past_hyphen(next) };
        if !reader.is_capital(next) {
            break;
        }
        words.push(next);
        next += 1;
    }
    words
}

fn draft(
    reader: &Reader<'_>,
    tokens: Range<usize>,
    kind: NameKind,
    refers_to: Option<usize>,
) -> Draft {
    let is_person = matches!(kind, NameKind::Person | NameKind::Unknown);
    let title = is_person.then(|| reader.title_before(tokens.start)).flatten();
    Draft { tokens, kind, title, role: None, refers_to }
}
