//! Copies that were coded apart become one.

use crate::room::{QUOTES, Room, session};
use baft::coding::Prefer;
use baft::model::{CodeDraft, Level};
use baft::workbench::{Judgement, MergeReport, NewQuotation, TextCorrection, Workbench};
use std::collections::BTreeSet;

/// Two copies of one study with quotations, at work by two coders.
fn copies() -> (Room, Workbench) {
    let room = Room::with_quotes();
    let copy = room.folder.path().join("copy.baft");
    room.workbench.back_up(&copy).unwrap();
    (room, Workbench::open(&copy, session("K2")).unwrap())
}

fn code(workbench: &mut Workbench, quote: &str, key: &str) {
    let place = NewQuotation::Words(quote.to_owned());
    workbench.code_quotation("I1", &place, key, &Judgement::default()).unwrap();
}

/// Every coding as words, code's name and coder.
fn codings(workbench: &Workbench) -> BTreeSet<(String, String, String)> {
    let (codebook, coders) = (workbench.codebook().unwrap(), workbench.coders().unwrap());
    let all = workbench.codings(None, None, None).unwrap();
    all.iter()
        .map(|coded| {
            let name = codebook.get(coded.coding.code).unwrap().draft.name.clone();
            let coder = coders.iter().find(|coder| coder.id == coded.coding.coder).unwrap();
            (coded.quotation.quote.clone(), name, coder.name.clone())
        })
        .collect()
}

fn merge(into: &mut Workbench, from: &Workbench, prefer: Prefer) -> MergeReport {
    into.merge_study(from.path(), prefer, false).unwrap()
}

fn add_code(workbench: &mut Workbench, name: &str) -> String {
    let draft = CodeDraft { name: name.to_owned(), ..CodeDraft::default() };
    workbench.add_code(Level::Open, None, &draft).unwrap()
}

#[test]
fn work_of_both_comes_together_whoever_takes_whose() {
    let make = || {
        let (mut room, mut other) = copies();
        // Both add a code under the next free key, and code; one takes a coding off, the other judges one.
        let ours = add_code(&mut room.workbench, "از ما");
        let theirs = add_code(&mut other, "از ایشان");
        assert_eq!(ours, theirs, "both got the same key");
        code(&mut room.workbench, QUOTES[0], &ours);
        code(&mut other, QUOTES[4], &theirs);
        code(&mut other, QUOTES[0], "R2");
        code(&mut room.workbench, QUOTES[5], "R2");
        code(&mut other, QUOTES[5], "R2");
        let first = other.codings(None, None, None).unwrap()[0].coding.id;
        other.remove_coding(first).unwrap();
        let second = room.workbench.codings(None, None, None).unwrap().last().unwrap().coding.id;
        room.workbench.edit_coding(second, |judgement| judgement.weight = Some(7)).unwrap();
        other.edit_code("R1", |draft| draft.definition = "تعریف ایشان".to_owned()).unwrap();
        room.workbench.edit_code("R2", |draft| draft.include = "کاربرد ما".to_owned()).unwrap();
        (room, other)
    };
    let (mut here, there) = make();
    let preview = here.workbench.merge_study(there.path(), Prefer::Ours, true).unwrap();
    let before = codings(&here.workbench);
    let report = merge(&mut here.workbench, &there, Prefer::Ours);
    assert_eq!(report, preview);
    assert!(report.plan.has_history && report.plan.conflicts.is_empty(), "{:?}", report.plan);
    assert_eq!((report.plan.added.codes, report.plan.added.codings, report.plan.removed.codings), (1, 3, 1));
    assert_eq!(report.plan.rekeyed.len(), 1);
    let codebook = here.workbench.codebook().unwrap();
    assert_eq!(codebook.find_key("R1").unwrap().draft.definition, "تعریف ایشان");
    assert_eq!(codebook.find_key("R2").unwrap().draft.include, "کاربرد ما");
    let (other_room, mut other) = make();
    merge(&mut other, &other_room.workbench, Prefer::Ours);
    assert_eq!(codings(&other), codings(&here.workbench), "either way the same codings");
    // Merging again changes nothing, and one undo takes all of it back.
    let again = here.workbench.merge_study(there.path(), Prefer::Ours, false).unwrap();
    assert!(again.is_empty(), "{:?}", again.plan);
    here.workbench.undo().unwrap();
    assert_eq!(codings(&here.workbench), before);
    assert!(here.workbench.doctor().unwrap().integrity.findings.is_empty());
}

#[test]
fn what_both_changed_differently_is_told_and_the_chosen_side_holds() {
    let make = || {
        let (mut room, mut other) = copies();
        room.workbench.edit_code("R1", |draft| draft.name = "نام ما".to_owned()).unwrap();
        other.edit_code("R1", |draft| draft.name = "نام ایشان".to_owned()).unwrap();
        let id = room.workbench.codings(None, None, None).unwrap()[0].coding.id;
        room.workbench.edit_coding(id, |judgement| judgement.comment = "ما".to_owned()).unwrap();
        other.remove_coding(id).unwrap();
        (room, other)
    };
    for (prefer, name, left) in [(Prefer::Ours, "نام ما", 6), (Prefer::Theirs, "نام ایشان", 5)] {
        let (mut room, other) = make();
        let report = merge(&mut room.workbench, &other, prefer);
        let fields: Vec<&str> = report.plan.conflicts.iter().map(|conflict| conflict.field).collect();
        assert!(fields.contains(&"name"), "{fields:?}");
        assert_eq!(fields.contains(&"removed"), prefer == Prefer::Ours, "{fields:?}");
        assert_eq!(room.workbench.codebook().unwrap().find_key("R1").unwrap().draft.name, name);
        assert_eq!(room.quotes().len(), left);
    }
}

#[test]
fn passages_follow_a_text_that_was_corrected_here() {
    let (mut room, mut other) = copies();
    code(&mut other, QUOTES[5], "R2");
    code(&mut other, QUOTES[3], "R2");
    let words = TextCorrection::Words {
        words: "و اعتماد مردم".to_owned(),
        with: "و متأسفانه اعتماد مردم".to_owned(),
        everywhere: false,
    };
    room.workbench.correct_source("I1", &words, "", false).unwrap();
    let report = merge(&mut room.workbench, &other, Prefer::Ours);
    assert!(report.plan.conflicts.is_empty(), "only one side corrected: {:?}", report.plan.conflicts);
    assert_eq!(report.plan.added.codings, 1);
    assert_eq!(report.plan.unplaced, [("I1".to_owned(), QUOTES[3].to_owned())], "its words were corrected");
    assert!(room.is_exact());
    assert!(codings(&room.workbench).contains(&(QUOTES[5].to_owned(), "کد R2".to_owned(), "K2".to_owned())));
}

#[test]
fn studies_without_common_history_are_united_by_texts_and_keys() {
    let (mut room, mut stranger) = (Room::with_quotes(), Room::new());
    // The same study made twice has another journal only from the first different moment on; here the title differs.
    let mut info = stranger.workbench.info().unwrap();
    info.title = "دیگر".to_owned();
    stranger.workbench.edit_info(&info).unwrap();
    stranger.code(QUOTES[5], "R2");
    stranger.code(QUOTES[0], "R1");
    let report = merge(&mut room.workbench, &stranger.workbench, Prefer::Ours);
    assert_eq!((report.plan.added.sources, report.plan.added.codes), (0, 0), "{:?}", report.plan);
    assert_eq!((report.plan.added.codings, report.plan.known), (1, 1), "{:?}", report.plan);
    let again = room.workbench.merge_study(stranger.workbench.path(), Prefer::Ours, false).unwrap();
    assert!(again.is_empty());
}

#[test]
fn a_study_is_not_merged_with_itself_and_a_bad_file_changes_nothing() {
    let mut room = Room::with_quotes();
    let before = codings(&room.workbench);
    let own = room.folder.path().join("s.baft");
    assert!(room.workbench.merge_study(&own, Prefer::Ours, false).is_err());
    let bad = room.folder.path().join("bad.baft");
    std::fs::write(&bad, "no study").unwrap();
    assert!(room.workbench.merge_study(&bad, Prefer::Ours, false).is_err());
    assert!(room.workbench.merge_study(&room.folder.path().join("none.baft"), Prefer::Ours, false).is_err());
    assert_eq!(codings(&room.workbench), before);
}
