//! Which letters the bytes of a plain text are.

use crate::ingest::error::{Error, Warning};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// The mark that some programs write at the beginning of a file.
const MARK: char = '\u{feff}';

/// Bytes that are looked at to guess an encoding; guesses do not get better past that.
const SAMPLE: usize = 256 * 1024;

/// Share of control characters above which bytes are no text.
const MOST_CONTROLS: usize = 200;

/// Decodes a plain text in the encoding that its bytes speak for, with line ends made one (U+000A).
///
/// # Errors
/// [`Error::NotText`] for bytes that are no text in any encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Vec<Warning>), Error> {
    let (text, warnings) = decode_exact(bytes)?;
    Ok((text.strip_prefix(MARK).unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n"), warnings))
}

/// Decodes a plain text and leaves its mark (U+FEFF at the beginning) and its line ends as they are, for whoever counts them.
///
/// # Errors
/// [`Error::NotText`] for bytes that are no text in any encoding.
pub fn decode_exact(bytes: &[u8]) -> Result<(String, Vec<Warning>), Error> {
    let mut warnings = Vec::new();
    let encoding = encoding_of(bytes);
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    if ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) {
        warnings.push(Warning::DecodedAs { encoding: encoding.name().to_lowercase() });
    }
    if damaged {
        let count = text.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count();
        if count * 20 > text.chars().count() {
            return Err(Error::NotText);
        }
        warnings.push(Warning::Undecodable { count });
    }
    let controls = text
        .chars()
        .filter(|letter| letter.is_control() && !"\t\n\r\u{b}\u{c}\u{85}".contains(*letter))
        .count();
    if text.contains('\0') || controls * MOST_CONTROLS > text.chars().count() {
        return Err(Error::NotText);
    }
    let mark = if Encoding::for_bom(bytes).is_some() { "\u{feff}" } else { "" };
    Ok(([mark, &text].concat(), warnings))
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if mostly_valid_utf8(sample) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"ir"), Utf8Detection::Deny);
    if reads_as_arabic(sample) { WINDOWS_1256 } else { guess }
}

/// UTF-16 has a NUL (Latin) or 0x06 (Arabic) in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let high = |offset: usize| {
        sample.chunks_exact(2).filter(|pair| matches!(pair[offset], 0x00 | 0x06 | 0x20)).count() * 10
            >= sample.len() / 2 * 8
    };
    let telling = |offset: usize| sample.chunks_exact(2).any(|pair| matches!(pair[offset], 0x00 | 0x06));
    match (high(0) && telling(0), high(1) && telling(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8 with a few damaged places: many whole letters of several bytes, few broken ones.
fn mostly_valid_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && broken * 20 <= whole
}

/// Whether the high bytes read as Persian or Arabic words in Windows-1256.
fn reads_as_arabic(bytes: &[u8]) -> bool {
    let (text, damaged) = WINDOWS_1256.decode_without_bom_handling(bytes);
    let foreign = text.chars().filter(|letter| !letter.is_ascii());
    let (mut arabic, mut all) = (0_usize, 0_usize);
    for letter in foreign {
        all += 1;
        arabic += usize::from(matches!(letter, '\u{600}'..='\u{6ff}' | '\u{200c}' | '\u{ab}' | '\u{bb}'));
    }
    // Latin texts in Windows-1252 put single letters between ASCII ones; Persian words are runs of high bytes.
    let runs = text.split(|letter: char| letter.is_ascii()).filter(|run| run.chars().count() >= 2).count();
    let singles = text.split(|letter: char| letter.is_ascii()).filter(|run| run.chars().count() == 1).count();
    !damaged && all > 0 && arabic * 10 >= all * 9 && runs >= singles
}
