//! Quotations that follow corrections, and borders that move.

use crate::program::Workspace;
use crate::room::{QUOTES, Room, TEXT, session};
use baft::model::Anchor;
use baft::workbench::{
    Judgement, NewQuotation, QuotationError, ReanchorChoice, TextCorrection, Whose, Workbench,
};
use proptest::prelude::{Strategy, proptest};
use proptest::test_runner::Config;

/// The six edits that a transcript is corrected with, typed and as a whole corrected file: quotations that the edit
/// does not touch keep their words and stand where their words stand.
#[test]
fn six_edits_leave_every_untouched_quotation_exact() {
    let edits: [(&str, &str, &[usize]); 6] = [
        ("مدیر: شعبه در", "سلام. مدیر: شعبه در", &[]),
        ("چه باید کرد؟", "خوب، چه باید کرد؟ بفرمایید", &[]),
        ("هم لازم است.\n", "هم لازم است. پایان 🎙\n", &[]),
        ("و اعتماد مردم", "و متأسفانه اعتماد مردم", &[3]),
        ("کسی پاسخ", "پاسخ", &[1, 2]),
        ("قطع می\u{200c}شود و", "بارها و بارها قطع می\u{200c}شود و", &[1]),
    ];
    for (words, with, touched) in edits {
        let corrected = TEXT.replacen(words, with, 1);
        assert_ne!(corrected, TEXT);
        for whole_file in [false, true] {
            let mut room = Room::with_quotes();
            let report = if whole_file { room.replace(&corrected) } else { room.correct(words, with) };
            assert!(room.is_exact(), "{words} → {with}, {report:?}");
            let codings = room.workbench.codings(None, None, None).unwrap();
            let placed = codings.iter().filter(|coded| coded.quotation.anchor == Anchor::Placed);
            let quotes: Vec<&str> = placed.map(|coded| coded.quotation.quote.as_str()).collect();
            for (index, quote) in QUOTES.iter().enumerate() {
                let kept = quotes.iter().any(|other| other == quote);
                assert_eq!(kept, !touched.contains(&index), "{quote}: {report:?}");
            }
            assert_eq!(report.kept + report.changed.len() + report.unplaced.len(), QUOTES.len());
            assert_eq!(room.quotes().len(), QUOTES.len(), "nothing is lost");
        }
    }
}

#[test]
fn a_file_in_another_spelling_and_order_keeps_its_quotations() {
    let mut room = Room::with_quotes();
    let respelled = TEXT.replace('ك', "ک").replace('ي', "ی");
    let lines: Vec<&str> = respelled.lines().collect();
    // The last answer was moved to the front.
    let moved = [&lines[3..], &lines[..3]].concat().join("\n");
    let report = room.replace(&moved);
    assert!(report.unplaced.is_empty(), "{report:?}");
    assert_eq!(report.kept + report.respelled.len(), QUOTES.len(), "{report:?}");
    assert!(room.is_exact());
}

#[test]
fn what_has_no_sure_place_waits_with_proposals_and_a_person_decides() {
    let mut room = Room::with_quotes();
    let report =
        room.replace(&TEXT.replace("آموزش کارکنان هم کافی نیست", "آموزش همکاران اصلاً کافی نیست، نیست"));
    assert_eq!(report.unplaced.len(), 1, "{report:?}");
    let waiting = room.workbench.unplaced_quotations(None).unwrap();
    let [waiting] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!((waiting.source.as_str(), waiting.codes.as_slice()), ("I1", ["R1".to_owned()].as_slice()));
    let best = &waiting.proposals[0];
    assert!(best.placed.quote.contains("کافی نیست"), "{waiting:?}");
    let id = waiting.quotation.id;
    // An unplaced quotation cannot be resized before its place is decided.
    let resized = room.workbench.resize_quotation(id, &NewQuotation::Span { start: 0, end: 3 }, Whose::Own);
    assert!(matches!(resized, Err(baft::workbench::Error::Quotation(QuotationError::Unplaced(_)))));
    let best = best.placed.quote.clone();
    room.workbench.reanchor(id, ReanchorChoice::Proposal(1)).unwrap();
    assert!(room.quotes().contains(&best) && room.is_exact());
    assert!(room.workbench.unplaced_quotations(None).unwrap().is_empty());
    // Undo of the decision and of the correction brings the first text back with every quotation.
    room.workbench.undo().unwrap();
    room.workbench.undo().unwrap();
    assert_eq!(room.workbench.source_by_name("I1").unwrap().text, TEXT);
    assert!(room.is_exact());
    assert_eq!(room.quotes(), Room::with_quotes().quotes());
}

#[test]
fn turns_follow_a_typed_correction() {
    let mut room = Room::new();
    let said = |room: &Room| -> Vec<(String, String)> {
        let source = room.workbench.source_by_name("I1").unwrap();
        let words = |turn: &baft::model::Turn| {
            source.text.chars().skip(turn.start.count()).take(turn.end.count() - turn.start.count()).collect()
        };
        source.turns.iter().map(|turn| (turn.speaker.clone(), words(turn))).collect()
    };
    let before = said(&room);
    room.correct("چه باید کرد؟", "پس چه باید کرد؟");
    let after = said(&room);
    assert_eq!(before.len(), after.len());
    for (number, (old, new)) in before.iter().zip(&after).enumerate() {
        if number == 3 {
            assert_eq!(new.1, format!("پس {}", old.1));
        } else {
            assert_eq!(old, new);
        }
    }
    // Words put in at the very start of what is said belong to the turn.
    let source = room.workbench.source_by_name("I1").unwrap();
    let start = source.turns[0].start.0;
    let correction = TextCorrection::Span { start, end: start, with: "خب، ".to_owned() };
    room.workbench.correct_source("I1", &correction, "", false).unwrap();
    assert!(said(&room)[0].1.starts_with("خب، شعبه"), "{:?}", said(&room)[0]);
}

#[test]
fn borders_move_by_coder_and_to_whole_words() {
    let mut room = Room::new();
    let id = room.code("سامانه قطع می\u{200c}شود و کسی پاسخ نمی\u{200c}دهد", "R1");
    let source = room.workbench.source_by_name("I1").unwrap();
    let start = u32::try_from(source.text.chars().position(|character| character == '😀').unwrap()).unwrap();
    // The second coder has the same quotation; the first coder's borders move alone.
    let second = Workbench::open(&room.folder.path().join("s.baft"), session("K2"));
    let quote = NewQuotation::Words("سامانه قطع می\u{200c}شود و کسی پاسخ نمی\u{200c}دهد".to_owned());
    second.unwrap().code_quotation("I1", &quote, "R1", &Judgement::default()).unwrap();
    let snapped = NewQuotation::Snapped { start: start + 4, end: start + 15 };
    let new = room.workbench.resize_quotation(id, &snapped, Whose::Own).unwrap();
    assert_ne!(new, id);
    let mut quotes = room.quotes();
    quotes.sort();
    assert_eq!(quotes, ["سامانه قطع می\u{200c}شود و کسی پاسخ نمی\u{200c}دهد", "مشتریان می\u{200c}گویند"]);
    // With everyone's codings the quotation itself moves.
    let all = room.workbench.resize_quotation(id, &snapped, Whose::Everyone).unwrap();
    assert_eq!(all, new, "it meets the one that stands there");
    assert_eq!(room.quotes().len(), 2, "two coders on one quotation");
    assert!(room.is_exact());
    let stranger = Workbench::open(&room.folder.path().join("s.baft"), session("K3"));
    let refused = stranger.unwrap().split_quotation(new, start + 8, Whose::Own);
    assert!(matches!(refused, Err(baft::workbench::Error::Quotation(QuotationError::NothingOwn { .. }))));
}

#[test]
fn split_and_join_keep_every_coding_once() {
    let mut room = Room::new();
    let id = room.code("پهنای باند كم است و اعتماد مردم به بانك پايين آمده است", "R1");
    room.code("پهنای باند كم است و اعتماد مردم به بانك پايين آمده است", "R2");
    let place = room.workbench.codings(None, None, None).unwrap()[0].quotation.span;
    let at = place.start().0 + 17;
    let parts = room.workbench.split_quotation(id, at, Whose::Own).unwrap();
    let mut quotes = room.quotes();
    quotes.dedup();
    assert_eq!(quotes, ["پهنای باند كم است", "و اعتماد مردم به بانك پايين آمده است"]);
    assert_eq!(room.quotes().len(), 4);
    let joined = room.workbench.join_quotations(&parts, Whose::Own).unwrap();
    assert_eq!(room.quotes(), ["پهنای باند كم است و اعتماد مردم به بانك پايين آمده است"; 2]);
    assert!(room.workbench.split_quotation(joined, place.end().0, Whose::Own).is_err());
    for _ in 0..2 {
        room.workbench.undo().unwrap();
    }
    assert_eq!(room.quotes().len(), 2);
    assert_eq!(room.quotation(&room.quotes()[0]), id);
}

#[test]
fn a_passage_becomes_a_code_of_its_own_words() {
    let mut room = Room::new();
    let place = NewQuotation::Words("آموزش کارکنان هم کافی نیست".to_owned());
    let key = room.workbench.code_in_vivo("I1", &place, Some("R2")).unwrap();
    let codebook = room.workbench.codebook().unwrap();
    let (_, code) = codebook.in_order().into_iter().find(|(_, code)| code.draft.key == key).unwrap();
    assert_eq!(code.draft.name, "آموزش کارکنان هم کافی نیست");
    assert_eq!(room.workbench.codings(None, Some("R2"), None).unwrap().len(), 1);
    assert_eq!(room.workbench.code_in_vivo("I1", &place, Some("R2")).unwrap(), key, "once");
    room.workbench.undo().unwrap();
    assert!(room.workbench.codebook().unwrap().in_order().len() == 2);
}

#[test]
fn the_program_corrects_previews_and_tells() {
    let workspace = Workspace::with_coded_study();
    let before = workspace.dump();
    let preview = workspace.json(&[
        "sources",
        "s.baft",
        "correct",
        "I1",
        "--words",
        "پهنای باند",
        "--with",
        "پهنای باند کشور",
        "--dry-run",
    ]);
    assert_eq!(workspace.dump(), before);
    assert!(preview["length_after"].as_u64() > preview["length_before"].as_u64(), "{preview}");
    let done = workspace.json(&[
        "sources",
        "s.baft",
        "correct",
        "I1",
        "--words",
        "پهنای باند",
        "--with",
        "پهنای باند کشور",
    ]);
    assert_eq!(done, preview);
    let hits = workspace.json(&["search", "s.baft", "\"پهنای باند کشور\""]);
    assert!(!hits["hits"].as_array().unwrap().is_empty(), "{hits}");
    assert!(workspace.ok(&["quotation", "s.baft", "unplaced"]).contains("has its place"));
    workspace.ok(&["undo", "s.baft"]);
    assert_eq!(workspace.dump(), before);
    workspace.fails(3, &["sources", "s.baft", "correct", "I1", "--words", "هرگز", "--with", "x"]);
    workspace.fails(4, &["quotation", "s.baft", "place", "999", "--remove"]);
    assert!(workspace.ok(&["doctor", "s.baft"]).contains("sound"));
}

fn edit() -> impl Strategy<Value = (usize, usize, String)> {
    (0usize..260, 0usize..25, "[ابپ آ\u{200c}😀 \n]{0,12}")
}

proptest! {
    #![proptest_config(Config { cases: 60, failure_persistence: None, ..Config::default() })]

    /// Whatever is typed over, no quotation is lost, every placed one holds its span's words, and undo restores all.
    #[test]
    fn any_corrections_keep_every_quotation(edits in proptest::collection::vec(edit(), 1..6)) {
        let mut room = Room::with_quotes();
        let before = room.quotes();
        let mut done = 0;
        for (start, length, with) in edits {
            let start = u32::try_from(start).unwrap();
            let end = start + u32::try_from(length).unwrap();
            let correction = TextCorrection::Span { start, end, with };
            if room.workbench.correct_source("I1", &correction, "", false).is_err() {
                continue;
            }
            done += 1;
            assert!(room.is_exact());
            assert_eq!(room.quotes().len(), before.len());
        }
        for _ in 0..done {
            // A correction that changed nothing left no entry; the undo then meets the codings, which it may not.
            if room.workbench.source_by_name("I1").unwrap().text == TEXT {
                break;
            }
            room.workbench.undo().unwrap();
        }
        assert_eq!(room.workbench.source_by_name("I1").unwrap().text, TEXT);
    }
}
