//! How far two spellings are apart.

/// Letters that people take for each other: those that sound alike in Persian, and those that differ by dots or a stroke.
const ALIKE: &[&str] = &[
    "سصث",
    "زذضظ",
    "تط",
    "قغ",
    "اآعئء",
    "حهخ",
    "یئ",
    "بپتث",
    "جچح",
    "دذ",
    "رزژ",
    "سش",
    "صض",
    "طظ",
    "عغ",
    "فق",
    "کگ",
];

/// Cost of taking one letter for another that is like it; any other slip costs 1.
const ALIKE_COST: f32 = 0.5;

/// The largest distance at which a spelling is still offered for a word of that many letters.
pub fn tolerance(letters: usize) -> f32 {
    match letters {
        0..=2 => 0.5,
        3..=4 => 1.0,
        _ => 2.0,
    }
}

/// The cost of the slips (a letter added, left out, changed, or swapped with its neighbour; each letter touched once) that
/// turn one word into the other, after Damerau (1964); `None` when it is more than `most`.
pub fn distance(one: &[char], other: &[char], most: f32) -> Option<f32> {
    if one.len().abs_diff(other.len()) > 2 {
        return None;
    }
    let width = other.len() + 1;
    let mut rows = vec![vec![0.0_f32; width]; 3];
    for (column, cost) in rows[0].iter_mut().enumerate() {
        *cost = steps(column);
    }
    for row in 1..=one.len() {
        let (now, last, before) = (row % 3, (row + 2) % 3, (row + 1) % 3);
        rows[now][0] = steps(row);
        let mut least = rows[now][0];
        for column in 1..width {
            let (letter, against) = (one[row - 1], other[column - 1]);
            let changed = rows[last][column - 1] + substitution(letter, against);
            let mut cost = changed.min(rows[last][column] + 1.0).min(rows[now][column - 1] + 1.0);
            let swapped = row > 1 && column > 1 && letter == other[column - 2] && one[row - 2] == against;
            if swapped {
                cost = cost.min(rows[before][column - 2] + 1.0);
            }
            rows[now][column] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
    }
    let cost = rows[one.len() % 3][other.len()];
    (cost <= most).then_some(cost)
}

fn substitution(one: char, other: char) -> f32 {
    if one == other {
        0.0
    } else if ALIKE.iter().any(|letters| letters.contains(one) && letters.contains(other)) {
        ALIKE_COST
    } else {
        1.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "words are short")]
fn steps(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::distance;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn apart(one: &str, other: &str) -> Option<f32> {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        distance(&letters(one), &letters(other), 2.0)
    }

    #[test]
    fn slips_cost_what_they_say() {
        assert_eq!(apart("کاغذ", "کاغذ"), Some(0.0));
        assert_eq!(apart("کاغز", "کاغذ"), Some(0.5));
        assert_eq!(apart("کاقظ", "کاغذ"), Some(1.0));
        assert_eq!(apart("کاغ", "کاغذ"), Some(1.0));
        assert_eq!(apart("کغاذ", "کاغذ"), Some(1.0));
        assert_eq!(apart("internet", "itnernet"), Some(1.0));
        assert_eq!(apart("abc", "xyz"), None);
    }

    proptest! {
        #[test]
        fn the_distance_is_symmetric_and_zero_only_for_the_same(one in "[ابپتث]{0,6}", other in "[ابپتث]{0,6}") {
            let forth = apart(&one, &other);
            prop_assert_eq!(forth, apart(&other, &one));
            prop_assert!((forth == Some(0.0)) == (one == other));
        }
    }
}
