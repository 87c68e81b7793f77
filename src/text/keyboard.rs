//! Text that was typed while the other keyboard layout was on.
//!
//! The Persian standard layout (ISIRI 9147) and the older one that Windows calls Persian lay their letters on the keys of the
//! English (US) layout; they differ in the keys of پ and ئ only.

/// Keys whose letter is the same in both Persian layouts: what the key types in English, and in Persian.
const SHARED: &[(char, char)] = &[
    ('q', 'ض'),
    ('w', 'ص'),
    ('e', 'ث'),
    ('r', 'ق'),
    ('t', 'ف'),
    ('y', 'غ'),
    ('u', 'ع'),
    ('i', 'ه'),
    ('o', 'خ'),
    ('p', 'ح'),
    ('[', 'ج'),
    (']', 'چ'),
    ('a', 'ش'),
    ('s', 'س'),
    ('d', 'ی'),
    ('f', 'ب'),
    ('g', 'ل'),
    ('h', 'ا'),
    ('j', 'ت'),
    ('k', 'ن'),
    ('l', 'م'),
    (';', 'ک'),
    ('\'', 'گ'),
    ('z', 'ظ'),
    ('x', 'ط'),
    ('c', 'ز'),
    ('v', 'ر'),
    ('b', 'ذ'),
    ('n', 'د'),
    (',', 'و'),
    ('C', 'ژ'),
    ('H', 'آ'),
    ('M', 'ء'),
    ('B', '\u{200c}'),
];

/// Keys on which the layouts differ: English, the standard, the older layout.
const DIFFERENT: &[(char, char, char)] = &[('m', 'پ', 'ئ'), ('\\', '\\', 'پ')];

/// What was meant by letters typed on the English layout: once for each Persian layout, without doubles. Empty when a character
/// is on no such key.
pub fn read_as_persian(text: &str) -> Vec<String> {
    let shared =
        |typed: char| SHARED.iter().find(|(english, _)| *english == typed).map(|(_, persian)| *persian);
    let read = |older: bool| -> Option<String> {
        text.chars()
            .map(|typed| {
                if typed.is_whitespace() || typed.is_ascii_digit() {
                    return Some(typed);
                }
                let different = DIFFERENT.iter().find(|(english, _, _)| *english == typed);
                let letter = match different {
                    Some((_, standard, old)) => Some(if older { *old } else { *standard }),
                    // Other capitals were typed with caps lock on.
                    None => shared(typed).or_else(|| shared(typed.to_ascii_lowercase())),
                };
                letter.filter(|letter| !letter.is_ascii())
            })
            .collect()
    };
    let mut readings: Vec<String> = [read(false), read(true)].into_iter().flatten().collect();
    readings.dedup();
    readings
}

/// What was meant by letters typed on a Persian layout: once for each of the two, without doubles. Empty when a character is on
/// no such key.
pub fn read_as_english(text: &str) -> Vec<String> {
    let read = |older: bool| -> Option<String> {
        text.chars()
            .map(|typed| {
                if typed.is_whitespace() || typed.is_ascii_digit() {
                    return Some(typed);
                }
                // Arabic keyboards and old programs write these two with other code points.
                let typed = match typed {
                    '\u{64a}' => 'ی',
                    '\u{643}' => 'ک',
                    other => other,
                };
                let on =
                    |&&(_, standard, old): &&(char, char, char)| typed == if older { old } else { standard };
                DIFFERENT
                    .iter()
                    .find(on)
                    .map(|(english, _, _)| *english)
                    .or_else(|| {
                        SHARED.iter().find(|(_, persian)| *persian == typed).map(|(english, _)| *english)
                    })
                    .filter(|_| !typed.is_ascii())
            })
            .collect()
    };
    let mut readings: Vec<String> = [read(false), read(true)].into_iter().flatten().collect();
    readings.dedup();
    readings
}

#[cfg(test)]
mod tests {
    use super::{read_as_english, read_as_persian};

    #[test]
    fn persian_typed_on_the_english_layout_is_read() {
        assert_eq!(read_as_persian("hdkjvkj"), ["اینترنت"]);
        assert_eq!(read_as_persian(";hyn"), ["کاغد"]);
        assert_eq!(read_as_persian("H'hi"), ["آگاه"]);
        assert_eq!(read_as_persian("mdvh"), ["پیرا", "ئیرا"]);
        assert_eq!(read_as_persian("hdk \\hsn"), ["این پاسد"]);
        assert_eq!(read_as_persian("HDKJVKJ"), ["آینترنت"]);
        assert!(read_as_persian("س").is_empty());
    }

    #[test]
    fn english_typed_on_the_persian_layout_is_read() {
        assert_eq!(read_as_english("هدفثقدثف"), ["internet"]);
        assert_eq!(read_as_english("پخدثغ"), ["money", "\\oney"]);
        assert!(read_as_english("money").is_empty());
    }
}
