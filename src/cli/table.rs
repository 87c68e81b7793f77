//! Tables on the terminal, and the same rows as TSV for other programs.

/// Width of a text on a terminal: combining marks, half-spaces and direction marks take no cell.
pub(super) fn width(text: &str) -> usize {
    text.chars()
        .filter(|character| {
            !matches!(
                u32::from(*character),
                0x0300..=0x036F | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06ED
                    | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF
            )
        })
        .count()
}

/// Writes rows in columns; `aligned` for people, else separated by tabs.
pub(super) fn write(rows: &[Vec<String>], aligned: bool) -> String {
    let mut text = String::new();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push_str(if aligned { "  " } else { "\t" });
            }
            if aligned {
                text.push_str(cell);
                if index + 1 < row.len() {
                    text.extend(std::iter::repeat_n(' ', widths[index] - width(cell)));
                }
            } else {
                text.push_str(&cell.replace(['\t', '\n', '\r'], " "));
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn half_spaces_do_not_shift_columns() {
        let rows = vec![
            vec!["می\u{200c}خوام".to_owned(), "1".to_owned()],
            vec!["خواستم".to_owned(), "2".to_owned()],
        ];
        assert_eq!(write(&rows, true), "می\u{200c}خوام  1\nخواستم  2\n");
        assert_eq!(write(&rows, false), "می\u{200c}خوام\t1\nخواستم\t2\n");
    }
}
