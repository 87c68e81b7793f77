//! The names of things in an exchange file.

use crate::model::ContentHash;
use std::fmt;

/// A GUID. It is compared by its value, whatever its letters' case and whether braces stood round it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Guid(u128);

impl Guid {
    /// Reads a GUID with or without braces, dashes and capitals; `None` for anything but 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut value: u128 = 0;
        let mut digits = 0_u32;
        for letter in text.trim().trim_start_matches('{').trim_end_matches('}').chars() {
            if letter == '-' {
                continue;
            }
            value = value.checked_mul(16)?.checked_add(u128::from(letter.to_digit(16)?))?;
            digits += 1;
            if digits > 32 {
                return None;
            }
        }
        (digits == 32).then_some(Self(value))
    }

    /// The GUID that belongs to a thing of a study: the same parts give the same GUID on every machine.
    ///
    /// It is a UUID of version 8 (RFC 9562, section 5.8) made of the BLAKE3 hash of the parts.
    pub fn derived(parts: &[&str]) -> Self {
        let mut joined = String::new();
        for part in parts {
            joined.push_str(part);
            joined.push('\u{1f}');
        }
        let hash = ContentHash::of(joined.as_bytes());
        let digits: String = hash.as_str().chars().take(32).collect();
        let value = u128::from_str_radix(&digits, 16).expect("a hash is written in hexadecimal digits");
        let version = (value & !(0xf << 76)) | (0x8 << 76);
        Self((version & !(0x3 << 62)) | (0x2 << 62))
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0;
        write!(
            formatter,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            value >> 96,
            (value >> 80) & 0xffff,
            (value >> 64) & 0xffff,
            (value >> 48) & 0xffff,
            value & 0xffff_ffff_ffff
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn braces_and_capitals_do_not_matter() {
        let plain = Guid::parse("5b2c67d2-7471-589e-b1de-40393a6d61ee");
        assert!(plain.is_some());
        assert_eq!(Guid::parse(" {5B2C67D2-7471-589E-B1DE-40393A6D61EE} "), plain);
        assert_eq!(
            plain.map(|guid| guid.to_string()).as_deref(),
            Some("5b2c67d2-7471-589e-b1de-40393a6d61ee")
        );
        for wrong in
            ["", "5b2c67d2", "5b2c67d2-7471-589e-b1de-40393a6d61eeff", "zb2c67d2-7471-589e-b1de-40393a6d61ee"]
        {
            assert_eq!(Guid::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_derived_guid_is_a_uuid_of_version_8_and_depends_on_the_borders_of_its_parts() {
        let guid = Guid::derived(&["study", "code", "1"]).to_string();
        assert_eq!(guid.chars().nth(14), Some('8'));
        assert!(guid.chars().nth(19).is_some_and(|letter| "89ab".contains(letter)));
        assert_eq!(guid, Guid::derived(&["study", "code", "1"]).to_string());
        assert_ne!(guid, Guid::derived(&["study", "cod", "e1"]).to_string());
    }
}
