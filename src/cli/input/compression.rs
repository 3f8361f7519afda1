//! Compressed files, unpacked as they are read: gzip and zstd, with any number of members.
//!
//! A member that is damaged gives one error; the next read goes on with the member after it, so
//! that one bad spot in an archive costs what is packed with it and nothing else.

use flate2::bufread::GzDecoder;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Chain, Cursor, Read};
use std::path::{Path, PathBuf};

/// How a file is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Compression {
    /// What the name of a file promises, and the name of what is inside it.
    pub fn of(path: &Path) -> (Compression, PathBuf) {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("gz" | "gzip") => (Compression::Gzip, path.with_extension("")),
            Some("zst" | "zstd") => (Compression::Zstd, path.with_extension("")),
            _ => (Compression::None, path.to_owned()),
        }
    }

    /// The bytes inside `input`.
    pub(super) fn unpack<R: BufRead + Send + 'static>(self, input: R) -> Box<dyn Read + Send> {
        match self {
            Compression::None => Box::new(input),
            Compression::Gzip => Box::new(Members::new(input, Kind::Gzip)),
            Compression::Zstd => Box::new(Members::new(input, Kind::Zstd)),
        }
    }
}

/// What an error of a compressed stream means to the stream around it.
pub(super) fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Gzip,
    Zstd,
}

impl Kind {
    /// The bytes a member opens with. The first of them occurs once in each.
    fn magic(self) -> &'static [u8] {
        match self {
            Kind::Gzip => b"\x1F\x8B\x08",
            Kind::Zstd => b"\x28\xB5\x2F\xFD",
        }
    }
}

/// A member whose first bytes were taken off the stream already.
type Rest<R> = Chain<Cursor<Vec<u8>>, R>;

struct Frame<R> {
    decoder: FrameDecoder,
    input: Rest<R>,
}

enum State<R> {
    /// Between two members.
    Between(R),
    /// After damage: the next member has to be looked for.
    Lost(R),
    Gzip(Box<GzDecoder<Rest<R>>>),
    Zstd(Box<Frame<R>>),
    /// Nothing more can be had.
    Over,
}

/// What stands where a member should begin.
enum Head {
    Member(Vec<u8>),
    /// Nothing that holds content.
    Padding,
    End,
    Other,
}

struct Members<R> {
    kind: Kind,
    state: State<R>,
    /// Whether a member was found; a file without any is not compressed.
    has_begun: bool,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let taken = match &mut self.state {
                State::Over => return Ok(0),
                State::Between(_) | State::Lost(_) => {
                    self.advance()?;
                    continue;
                }
                State::Gzip(member) => member.read(buffer),
                State::Zstd(frame) => frame.read(buffer),
            };
            match taken {
                Ok(0) => self.leave(State::Between),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.leave(State::Lost);
                    return Err(damage(&error));
                }
                Ok(length) => return Ok(length),
            }
        }
    }
}

impl<R: BufRead> Members<R> {
    fn new(input: R, kind: Kind) -> Self {
        Members { kind, state: State::Between(input), has_begun: false }
    }

    /// Opens the next member, or ends the stream. Without a success the stream is over, so that no
    /// fault of the device is met twice.
    fn advance(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Between(mut input) => match head(&mut input, self.kind)? {
                Head::Member(magic) => self.open(magic, input),
                Head::Padding => {
                    self.state = State::Between(input);
                    Ok(())
                }
                Head::End if self.has_begun => Ok(()),
                Head::End | Head::Other => {
                    let fault = match self.has_begun {
                        true => "something else follows what is compressed",
                        false => "it is not compressed as its name says",
                    };
                    self.state = State::Lost(input);
                    Err(io::Error::new(io::ErrorKind::InvalidData, fault))
                }
            },
            State::Lost(mut input) => match seek(&mut input, self.kind.magic())? {
                true => self.open(self.kind.magic().to_vec(), input),
                false => Ok(()),
            },
            inside => {
                self.state = inside;
                Ok(())
            }
        }
    }

    fn open(&mut self, magic: Vec<u8>, input: R) -> io::Result<()> {
        self.has_begun = true;
        let mut input = Cursor::new(magic).chain(input);
        match self.kind {
            Kind::Gzip => self.state = State::Gzip(Box::new(GzDecoder::new(input))),
            Kind::Zstd => {
                let mut decoder = FrameDecoder::new();
                if let Err(error) = decoder.init(&mut input) {
                    self.state = State::Lost(input.into_inner().1);
                    return Err(io::Error::new(io::ErrorKind::InvalidData, error.to_string()));
                }
                self.state = State::Zstd(Box::new(Frame { decoder, input }));
            }
        }
        Ok(())
    }

    fn leave(&mut self, next: impl FnOnce(R) -> State<R>) {
        self.state = match std::mem::replace(&mut self.state, State::Over) {
            State::Gzip(member) => next(member.into_inner().into_inner().1),
            State::Zstd(frame) => next(frame.input.into_inner().1),
            other => other,
        };
    }
}

impl<R: BufRead> Frame<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let strategy = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder.decode_blocks(&mut self.input, strategy).map_err(io::Error::other)?;
        }
        let length = self.decoder.read(buffer)?;
        let stated = self.decoder.get_checksum_from_data();
        if length == 0 && stated.is_some() && stated != self.decoder.get_calculated_checksum() {
            return Err(io::Error::other("the checksum is not that of the content"));
        }
        Ok(length)
    }
}

/// Everything that is wrong inside a member is damage, whatever the decoder calls it.
fn damage(error: &io::Error) -> io::Error {
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _ => error.to_string(),
    };
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

fn head(input: &mut impl BufRead, kind: Kind) -> io::Result<Head> {
    let mut bytes = Vec::new();
    input.by_ref().take(kind.magic().len() as u64).read_to_end(&mut bytes)?;
    Ok(match (kind, bytes.as_slice()) {
        (_, []) => Head::End,
        (_, magic) if magic == kind.magic() => Head::Member(bytes),
        // Tapes and some writers fill up a block with zeros.
        (Kind::Gzip, zeros) if zeros.iter().all(|&byte| byte == 0) => Head::Padding,
        (Kind::Zstd, [0x50..=0x5F, 0x2A, 0x4D, 0x18]) => {
            let mut length = [0; 4];
            input.read_exact(&mut length)?;
            let length = u64::from(u32::from_le_bytes(length));
            io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
            Head::Padding
        }
        _ => Head::Other,
    })
}

/// Reads on until just after `magic`; says whether it was found.
fn seek(input: &mut impl BufRead, magic: &[u8]) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let mut used = 0;
        while used < bytes.len() && matched < magic.len() {
            let byte = bytes[used];
            used += 1;
            matched = match byte == magic[matched] {
                true => matched + 1,
                false => usize::from(byte == magic[0]),
            };
        }
        input.consume(used);
        if matched == magic.len() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::{BufReader, Write};

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        compress_to_vec(text, CompressionLevel::Fastest)
    }

    fn pack(compression: Compression, text: &[u8]) -> Vec<u8> {
        if compression == Compression::Gzip { gzip(text) } else { zstd(text) }
    }

    /// What can be read, with `!` for each error on the way.
    fn unpacked(compression: Compression, bytes: &[u8]) -> String {
        let input = BufReader::with_capacity(7, Cursor::new(bytes.to_vec()));
        let mut input = compression.unpack(input);
        let mut text = Vec::new();
        let mut buffer = [0; 5];
        loop {
            match input.read(&mut buffer) {
                Ok(0) => return String::from_utf8_lossy(&text).into_owned(),
                Ok(length) => text.extend(&buffer[..length]),
                Err(error) => {
                    assert!(is_damage(&error), "{error}");
                    text.push(b'!');
                }
            }
        }
    }

    const BOTH: [Compression; 2] = [Compression::Gzip, Compression::Zstd];

    #[test]
    fn the_inner_name_is_what_is_left() {
        let check = |path: &str, compression, inner: &str| {
            assert_eq!(Compression::of(Path::new(path)), (compression, PathBuf::from(inner)));
        };
        check("a/news.jsonl.gz", Compression::Gzip, "a/news.jsonl");
        check("story.TXT.ZST", Compression::Zstd, "story.TXT");
        check("story.txt", Compression::None, "story.txt");
    }

    #[test]
    fn members_follow_each_other() {
        for compression in BOTH {
            let bytes = [pack(compression, b"one "), pack(compression, b"two")].concat();
            assert_eq!(unpacked(compression, &bytes), "one two");
        }
    }

    #[test]
    fn padding_is_no_damage() {
        let mut bytes = gzip(b"tape");
        bytes.extend([0; 100]);
        assert_eq!(unpacked(Compression::Gzip, &bytes), "tape");
        let skippable = b"\x53\x2A\x4D\x18\x03\0\0\0abc".to_vec();
        let bytes = [skippable, zstd(b"frame")].concat();
        assert_eq!(unpacked(Compression::Zstd, &bytes), "frame");
    }

    #[test]
    fn a_damaged_member_takes_no_other_along() {
        for compression in BOTH {
            let mut bytes = pack(compression, "the first of three, ".repeat(9).as_bytes());
            bytes.extend(pack(compression, b"second"));
            *bytes.last_mut().unwrap() ^= 0xFF;
            bytes.extend(pack(compression, b"third"));
            let text = unpacked(compression, &bytes);
            assert!(text.starts_with("the first of three, ") && text.ends_with("!third"), "{text}");
        }
    }

    #[test]
    fn what_is_cut_off_or_not_compressed_is_told() {
        for compression in BOTH {
            let bytes = pack(compression, "never ending ".repeat(40).as_bytes());
            let text = unpacked(compression, &bytes[..bytes.len() - 3]);
            assert!(text.ends_with('!'), "{text}");
            assert_eq!(unpacked(compression, b"plain text"), "!");
            assert_eq!(unpacked(compression, b""), "!");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            at in 0usize..60,
            value in any::<u8>(),
        ) {
            for compression in BOTH {
                unpacked(compression, &bytes);
                let mut bytes = pack(compression, b"some text of an article, some more text of it");
                let at = at % bytes.len();
                bytes[at] = value;
                bytes.extend(pack(compression, b"another"));
                unpacked(compression, &bytes);
            }
        }
    }
}
