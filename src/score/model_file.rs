//! The file of a model: lines that people can read, an empty line, and a byte a weight.
//!
//! ```text
//! factlint style model 1
//! bits 18
//! …
//! digest 3f2a…
//! ```
//!
//! The digest is over everything else, so that a damaged file is told from a sound one.

use super::calibration::Calibration;
use super::model::StyleModel;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The model that is embedded in the program.
pub(super) const BUILT_IN: &[u8] = include_bytes!("../../rules/generated/ai-score.model");

/// Where the embedded model comes from.
pub(crate) const BUILT_IN_PATH: &str = "rules/generated/ai-score.model";

/// The first line, with the version of the format and of the features.
const FIRST_LINE: &str = "factlint style model 1";

/// Why a model cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It begins like something else.
    #[error("no style model of a known version: the first line is not \"{FIRST_LINE}\"")]
    FirstLine,
    /// A line before the weights is missing or cannot be read.
    #[error("the line \"{0}\" is missing or has no number; write the model anew with the trainer")]
    Line(&'static str),
    /// There are more or fewer weights than it says.
    #[error("{found} weights where {expected} were expected: the file was cut or changed")]
    Length {
        /// As many as it says.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// Something in it was changed.
    #[error("the digest does not fit: the file was changed or damaged; restore it")]
    Digest,
}

/// The largest number of bits: a file of 4 MiB.
const MOST_BITS: u32 = 22;

/// Reads a file.
pub(super) fn read(bytes: Cow<'static, [u8]>) -> Result<StyleModel, ModelError> {
    let end = bytes.windows(2).take(4096).position(|pair| pair == b"\n\n");
    let head = end.and_then(|end| str::from_utf8(&bytes[..end]).ok());
    let (Some(end), Some(head)) = (end, head) else { return Err(ModelError::FirstLine) };
    let mut lines = head.lines();
    if lines.next() != Some(FIRST_LINE) {
        return Err(ModelError::FirstLine);
    }
    let lines: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(' ')).collect();
    let number = |name: &'static str| {
        let read = lines.get(name).and_then(|text| text.parse::<f64>().ok());
        read.filter(|value| value.is_finite()).ok_or(ModelError::Line(name))
    };
    let bits = lines.get("bits").and_then(|text| text.parse().ok());
    let bits: u32 = bits.filter(|&bits| bits <= MOST_BITS).ok_or(ModelError::Line("bits"))?;
    let calibration = Calibration {
        offset: [number("offset")?, number("offset-by-length")?],
        slope: [number("slope")?, number("slope-by-length")?],
        short: number("short")?,
        spread: number("spread")?,
        threshold: number("threshold")?,
        known: number("known")?,
    };
    let scale = number("scale")?;
    let stated = lines.get("digest").copied().ok_or(ModelError::Line("digest"))?;
    let weights = match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[end + 2..]),
        Cow::Owned(ref bytes) => Cow::Owned(bytes[end + 2..].to_vec()),
    };
    if weights.len() != 1 << bits {
        return Err(ModelError::Length { expected: 1 << bits, found: weights.len() });
    }
    let version = Arc::default();
    let mut model = StyleModel { bits, scale, weights, calibration, version };
    let digest = digest(&model);
    if digest != stated {
        return Err(ModelError::Digest);
    }
    model.version = digest[..8].into();
    Ok(model)
}

/// Writes a file.
pub(super) fn write(model: &StyleModel) -> Vec<u8> {
    let head = format!("{}digest {}\n\n", head(model), digest(model));
    [head.as_bytes(), &model.weights].concat()
}

fn head(model: &StyleModel) -> String {
    let StyleModel { bits, scale, calibration, .. } = model;
    let Calibration { offset, slope, short, spread, threshold, known } = calibration;
    let mut head = format!("{FIRST_LINE}\nbits {bits}\nscale {scale}\n");
    for (name, value) in [
        ("offset", offset[0]),
        ("offset-by-length", offset[1]),
        ("slope", slope[0]),
        ("slope-by-length", slope[1]),
        ("short", *short),
        ("spread", *spread),
        ("threshold", *threshold),
        ("known", *known),
    ] {
        // Writing to a String cannot fail.
        let _ = writeln!(head, "{name} {value}");
    }
    head
}

fn digest(model: &StyleModel) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(head(model).as_bytes());
    hasher.update(&model.weights);
    hasher.finalize().to_hex().to_string()
}
