//! Hand-worked tables, and pairs against their definition.

use crate::coding::corpus::CodedCorpus;
use crate::coding::matrix::{
    Axis, Categories, Count, Nearness, Percent, cell_quotations, co_occurrence, count, meeting_quotations,
    network, sequence,
};
use crate::coding::query::Unit;
use crate::coding::trial::{Line, Texts, codebook, coders, corpus};
use crate::model::Level;
use proptest::prelude::{ProptestConfig, Strategy};
use proptest::proptest;

fn categories(axis: &Axis, corpus: &CodedCorpus) -> Categories {
    let Ok(found) = Categories::new(axis, corpus, &codebook(), &coders(), &Texts);
    found
}

fn study() -> CodedCorpus {
    corpus(&[
        (1, 0, 4, 5, 1, None),
        (1, 0, 4, 7, 2, None),
        (1, 2, 6, 6, 1, None),
        (1, 30, 33, 3, 2, None),
        (2, 5, 9, 5, 1, None),
        (2, 5, 9, 5, 2, None),
        (2, 6, 8, 7, 1, None),
        (3, 1, 2, 2, 1, None),
        (3, 1, 50, 5, 1, None),
    ])
}

#[test]
fn cells_sums_and_different_things_are_counted() {
    let study = study();
    let (factors, sources) = (categories(&Axis::Factors, &study), categories(&Axis::Sources, &study));
    let all = vec![true; study.codings().len()];
    let table = |what| {
        let Ok(table) = count(&study, &factors, &sources, &all, what, &Texts);
        table
    };
    let quotations = table(Count::Quotations);
    assert_eq!(quotations.cells, [[3, 1, 1], [1, 1, 0]]);
    assert_eq!((quotations.row_sums, quotations.column_sums, quotations.sum), (vec![5, 2], vec![4, 2, 1], 7));
    // The quotation with O1 and O3 stands in two cells of the first column.
    assert_eq!((quotations.row_distinct, quotations.column_distinct), (vec![5, 2], vec![3, 2, 1]));
    assert_eq!((quotations.distinct, quotations.outside, quotations.unplaced), (6, 1, 1));
    assert_eq!(table(Count::Codings).cells, [[3, 2, 1], [1, 1, 0]]);
    // Words 0 to 5 under two overlapping quotations count once; the unplaced quotation has five words of its own.
    let words = table(Count::Words);
    assert_eq!(words.cells, [[9, 4, 5], [4, 2, 0]]);
    assert_eq!((words.column_distinct.as_slice(), words.distinct), (&[9, 4, 5][..], 18));
    let share = words.share(0, 0, Percent::Row).unwrap();
    assert!((share - 0.5).abs() < 1e-12);
    assert_eq!(cell_quotations(&study, (&factors, 0), (&sources, 0), &all).len(), 3);
    assert_eq!(sources.find("i2"), Some(1));
}

#[test]
fn every_axis_has_its_entries() {
    let study = study();
    let check = |axis: Axis, expected: &[&str]| {
        let found = categories(&axis, &study);
        let keys: Vec<&str> = found.entries().iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, expected, "{axis:?}");
    };
    check(Axis::EachCode, &["C1", "S1", "R1", "O1", "O2", "R2", "O3"]);
    check(Axis::Level(Level::Axial), &["S1"]);
    check(Axis::Below(crate::model::CodeId(3)), &["O1", "O2"]);
    check(Axis::Attribute("شهر".to_owned()), &["تهران", "مشهد"]);
    check(Axis::Attribute("سن".to_owned()), &[]);
    check(Axis::Speakers, &["A", "B"]);
    check(Axis::Coders, &["K1", "K2"]);
    check(Axis::Kinds, &["interview", "article"]);
    for word in Axis::WORDS {
        assert!(Axis::parse(word).is_some(), "{word}");
    }
    assert_eq!(Axis::parse("films"), None);
    let (kinds, speakers) = (categories(&Axis::Kinds, &study), categories(&Axis::Speakers, &study));
    let all = vec![true; study.codings().len()];
    let Ok(table) = count(&study, &speakers, &kinds, &all, Count::Quotations, &Texts);
    assert_eq!(table.cells, [[4, 1], [1, 0]]);
    // The quotation without a sure place has no speaker.
    assert_eq!(table.outside, 1);
}

#[test]
fn codes_come_together_on_and_near_quotations() {
    let study = study();
    let each = categories(&Axis::EachCode, &study);
    let all = vec![true; study.codings().len()];
    let table = |nearness| {
        let Ok(table) = co_occurrence(&study, &each, &each, &all, nearness, &Texts);
        table
    };
    let (o1, o2, o3) = (3, 4, 6);
    let same = table(Nearness::Same);
    assert_eq!((same.cells[o1][o3].pairs, same.cells[o1][o2].pairs, same.left_out), (1, 0, 0));
    // O1 has three quotations, O3 two, one has both.
    assert!((same.coefficient(o1, o3).unwrap() - 0.25).abs() < 1e-12);
    assert_eq!(same.coefficient(o1, o1), None);
    let near = table(Nearness::Overlap);
    assert_eq!(near.left_out, 1);
    let cell = near.cells[o1][o3];
    assert_eq!((cell.pairs, cell.row_quotations, cell.column_quotations), (2, 2, 2));
    assert_eq!(near.cells[o1][o2].pairs, 1);
    assert_eq!(near.cells[o1][o1].pairs, 1, "two coders put O1 on the same quotation");
    assert!((near.coefficient(o1, o3).unwrap() - 1.0).abs() < 1e-12);
    let found = network(&near, 2);
    let ends: Vec<(&str, &str, u64)> = found
        .edges
        .iter()
        .map(|edge| (found.nodes[edge.from].0.key.as_str(), found.nodes[edge.to].0.key.as_str(), edge.weight))
        .collect();
    assert_eq!(ends, [("O1", "O3", 2)]);
    assert!(found.nodes.iter().all(|(entry, _)| entry.key != "C1" && entry.key != "R2"));
    for word in ["same", "overlap", "turn", "5-words", "2-turns"] {
        assert_eq!(Nearness::parse(word).unwrap().to_word(), word);
    }
    assert_eq!(Nearness::parse("near"), None);
}

#[test]
fn what_follows_what_stays_within_a_source() {
    let study = study();
    let each = categories(&Axis::EachCode, &study);
    let found = sequence(&study, &each, Some(0));
    let codes: Vec<&[usize]> = found.steps.iter().map(|step| step.codes.as_slice()).collect();
    assert_eq!(codes, [&[3, 6][..], &[4], &[2]]);
    let all = sequence(&study, &each, None);
    let transitions: Vec<(usize, usize, u64)> =
        all.transitions.iter().map(|transition| (transition.from, transition.to, transition.count)).collect();
    assert_eq!(transitions, [(3, 4, 1), (3, 6, 1), (4, 2, 1), (6, 4, 1)]);
    assert!((all.transitions[0].share - 0.5).abs() < 1e-12);
    assert_eq!((all.left_out, found.left_out), (1, 0));
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (1_i64..3, 0_u32..37, 1_u32..6, 3_i64..8, 1_i64..3)
        .prop_map(|(source, start, length, code, coder)| (source, start, start + length, code, coder, None));
    proptest::collection::vec(line, 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pairs_are_what_their_definition_says(lines in lines()) {
        let corpus = corpus(&lines);
        let axis = categories(&Axis::EachCode, &corpus);
        let all = vec![true; corpus.codings().len()];
        let spans = corpus.quotations();
        let codings = |number: usize, entry: usize| -> Vec<i64> {
            let code = axis.entries()[entry].code.unwrap();
            let marks = &corpus.codings()[corpus.codings_on(number)];
            marks.iter().filter(|mark| mark.code == code).map(|mark| mark.id.0).collect()
        };
        for (nearness, gap) in [(Nearness::Overlap, None), (Nearness::Within(2, Unit::Words), Some(2))] {
            let Ok(table) = co_occurrence(&corpus, &axis, &axis, &all, nearness, &Texts);
            let near = |one: usize, other: usize| {
                let (a, b) = (spans[one], spans[other]);
                // A word takes four characters with its space, which no quotation ends with.
                let apart = b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end)) / 4;
                let overlap = a.start < b.end && b.start < a.end;
                a.placed && b.placed && a.source == b.source && (overlap || gap.is_some_and(|gap| apart <= gap))
            };
            for row in 2..7 {
                for column in 2..7 {
                    let mut pairs = Vec::new();
                    for one in 0..spans.len() {
                        for other in 0..spans.len() {
                            let (own, its) = (codings(one, row), codings(other, column));
                            let two = own.iter().any(|own| its.iter().any(|its| own != its));
                            if two && near(one, other) && (row != column || one <= other) {
                                pairs.push((one, other));
                            }
                        }
                    }
                    let mut ends: Vec<usize> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
                    ends.sort_unstable();
                    ends.dedup();
                    let mut rows: Vec<usize> = pairs.iter().map(|(one, _)| *one).collect();
                    rows.dedup();
                    let cell = table.cells[row][column];
                    assert_eq!(cell.pairs, pairs.len() as u64, "{nearness:?} {row} {column}");
                    if row != column {
                        assert_eq!(cell.row_quotations, rows.len() as u64);
                        assert_eq!(cell.row_quotations, table.cells[column][row].column_quotations);
                    }
                    let met = meeting_quotations(&corpus, (&axis, row), (&axis, column), &all, nearness, &Texts);
                    assert_eq!(met, Ok(ends));
                }
            }
        }
    }
}
