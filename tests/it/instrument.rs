//! The questionnaire: from codebook to print.

use crate::program::Workspace;

#[test]
fn every_factor_gives_an_item_that_can_be_edited_until_it_is_frozen() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["instrument", "s.baft", "generate"]);
    workspace.ok(&["instrument", "s.baft", "export", "--output", "items.csv"]);
    let items = workspace.read("items.csv");
    assert_eq!(items.lines().count(), 3, "{items}");
    workspace.write(
        "mine.csv",
        items.replace("Our organisation does well in: System security.", "I trust the system.").as_bytes(),
    );
    workspace.ok(&["instrument", "s.baft", "import", "mine.csv"]);
    assert!(workspace.ok(&["instrument", "s.baft", "export"]).contains("I trust the system."));
    workspace.ok(&["instrument", "s.baft", "freeze"]);
    workspace.fails(5, &["instrument", "s.baft", "import", "mine.csv"]);
    workspace.ok(&["undo", "s.baft"]);
    workspace.ok(&["instrument", "s.baft", "import", "mine.csv"]);
}

#[test]
fn a_sheet_of_items_with_problems_changes_nothing() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["instrument", "s.baft", "generate"]);
    let before = workspace.dump();
    workspace.write(
        "bad.csv",
        b"item,factor,reversed,wording:en\nQ1,R1,0,Good\nQ1,R2,0,Twice\nQ2,R9,0,No factor\nQ3,R1,maybe,x\n",
    );
    let said = workspace.fails(3, &["instrument", "s.baft", "import", "bad.csv"]);
    for line in ["line 3", "line 4", "line 5"] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(workspace.dump(), before);
}

#[test]
fn the_printed_page_stands_alone_in_both_languages() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["instrument", "s.baft", "generate"]);
    for (language, direction) in [("fa", "rtl"), ("en", "ltr")] {
        workspace.ok(&["instrument", "s.baft", "print", "--in", language, "--output", "q.html"]);
        let page = workspace.read("q.html");
        assert!(page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")));
        assert!(!page.contains("http://") && !page.contains("https://"), "nothing is fetched");
        assert_eq!(page.matches("class=\"circle\"").count(), 10, "five points for two items");
    }
}
