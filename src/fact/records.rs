//! Records of one kind, in order. Those that were kept as bytes are decoded when they are asked for.
//!
//! An article asks for a few records out of thousands: decoding all of them took half the start of a
//! run with built packs.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::OnceLock;

/// Records by number.
pub struct Records<T> {
    all: Vec<OnceLock<Box<T>>>,
    /// The records as they were kept, one after the other; none of those that were pushed.
    bytes: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<u32>,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Records { all: Vec::new(), bytes: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Records<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds one at the end.
    pub(super) fn push(&mut self, record: T) {
        self.all.push(OnceLock::from(Box::new(record)));
    }
}

impl<T: DeserializeOwned> Records<T> {
    /// The record with this number.
    ///
    /// # Panics
    /// When there is none.
    pub fn get(&self, at: usize) -> &T {
        self.all[at].get_or_init(|| {
            let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
            let bytes = &self.bytes[start as usize..self.ends[at] as usize];
            Box::new(postcard::from_bytes(bytes).expect("what was kept is read as it was written"))
        })
    }

    /// Every record, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        (0..self.len()).map(|at| self.get(at))
    }
}

impl<T: fmt::Debug + DeserializeOwned> fmt::Debug for Records<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Serialize + DeserializeOwned> Serialize for Records<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error;
        let (mut ends, mut bytes) = (Vec::with_capacity(self.len()), Vec::new());
        for record in self.iter() {
            bytes = postcard::to_extend(record, bytes).map_err(Error::custom)?;
            ends.push(u32::try_from(bytes.len()).map_err(Error::custom)?);
        }
        (ends, bytes).serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Records<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let (ends, bytes) = <(Vec<u32>, &[u8])>::deserialize(deserializer)?;
        let are_sound =
            ends.is_sorted() && ends.last().map_or(0, |&end| end as usize) == bytes.len();
        if !are_sound {
            return Err(D::Error::custom("records do not end where they should"));
        }
        let all = ends.iter().map(|_| OnceLock::new()).collect();
        Ok(Records { all, bytes: bytes.to_owned(), ends })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Records<String> {
        let mut records = Records::default();
        for name in ["weir", "", "lock keeper"] {
            records.push(name.to_owned());
        }
        records
    }

    #[test]
    fn they_come_back_in_any_order() {
        let bytes = postcard::to_stdvec(&records()).unwrap();
        let kept: Records<String> = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(kept.get(2), "lock keeper");
        assert_eq!(kept.get(0), "weir");
        assert!(kept.iter().eq(records().iter()));
        assert_eq!(postcard::to_stdvec(&kept).unwrap(), bytes);
    }

    #[test]
    fn ends_that_cannot_be_are_refused() {
        for ends in [vec![4, 3], vec![5], vec![]] {
            let bytes = postcard::to_stdvec(&(ends, b"weir")).unwrap();
            assert!(postcard::from_bytes::<Records<String>>(&bytes).is_err());
        }
    }
}
