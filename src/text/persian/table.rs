//! Word tables that are ready at once: a text file in the program, found through a hash of each line's first field.

use std::iter;

/// Stands for a half-space in data files; it does not count when words are compared.
pub(super) const FILE_HALF_SPACE: char = '_';

/// Marks a slot without a line.
const EMPTY: u32 = u32::MAX;

/// A table over a file of lines whose first field, up to a tab, is the key.
///
/// Making one reads the file once and allocates four to eight bytes a line; the words stay where they are in the program.
pub(super) struct Table {
    text: &'static str,
    slots: Vec<u32>,
}

impl Table {
    /// Makes the table of a file. Lines that begin with `#` are comments; of two lines with one key the first counts.
    pub(super) fn new(text: &'static str) -> Self {
        let size = (text.lines().count() * 2).next_power_of_two();
        let mut table = Self { text, slots: vec![EMPTY; size] };
        let mut place = 0;
        for line in text.split('\n') {
            if !line.is_empty() && !line.starts_with('#') {
                let key = first_field(line);
                let slot = table.slot_for(letters(key));
                if table.slots[slot] == EMPTY {
                    table.slots[slot] = u32::try_from(place).unwrap_or(EMPTY);
                }
            }
            place += line.len() + 1;
        }
        table
    }

    /// The line whose key is `word`; half-spaces of either do not count.
    pub(super) fn line(&self, word: &str) -> Option<&'static str> {
        let slot = self.slot_for(letters(word));
        self.line_at(self.slots[slot])
    }

    /// The second field of the line whose key is `word`.
    pub(super) fn value(&self, word: &str) -> Option<&'static str> {
        self.line(word)?.split('\t').nth(1)
    }

    /// The slot that holds the word's line, or the empty one where it would be.
    fn slot_for(&self, word: impl Iterator<Item = u8> + Clone) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = usize::try_from(hash(word.clone())).unwrap_or(0) & mask;
        while let Some(line) = self.line_at(self.slots[slot]) {
            if letters(first_field(line)).eq(word.clone()) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The line that begins at a byte of the file.
    fn line_at(&self, place: u32) -> Option<&'static str> {
        if place == EMPTY {
            return None;
        }
        let rest = self.text.get(place as usize..)?;
        Some(rest.split_once('\n').map_or(rest, |(line, _)| line))
    }
}

/// The key of a line.
fn first_field(line: &'static str) -> &'static str {
    line.split_once('\t').map_or(line, |(key, _)| key)
}

/// The bytes of a word that count.
fn letters(word: &str) -> impl Iterator<Item = u8> + Clone {
    // A half-space is three bytes, of which the first occurs in no Arabic letter.
    let mut skip = 0_u8;
    word.bytes().filter(move |&byte| {
        if skip > 0 {
            skip -= 1;
            return false;
        }
        if byte == 0xE2 {
            skip = 2;
        }
        byte != 0xE2 && byte != b'_'
    })
}

/// FNV-1a, folded so that the low bits depend on all letters.
fn hash(letters: impl Iterator<Item = u8>) -> u64 {
    let hash = letters
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    hash ^ (hash >> 29)
}

/// The words of a list file: one a line, without comments.
pub(super) fn list(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut lines = text.lines();
    iter::from_fn(move || lines.find(|line| !line.is_empty() && !line.starts_with('#')))
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn a_word_is_found_with_and_without_its_half_spaces() {
        let table = Table::new("# note\nسرمایه_گذار\tn\t12\nآب\ta\t3");
        assert_eq!(table.value("سرمایه\u{200c}گذار"), Some("n"));
        assert_eq!(table.line("سرمایهگذار"), Some("سرمایه_گذار\tn\t12"));
        assert_eq!(table.value("آب"), Some("a"));
        assert_eq!(table.line("آبی"), None);
    }
}
