//! The table of routes about codings, quotations, codes, memos, the audit and the history.

use crate::web::coding;
use crate::web::routes::{
    Parameter, Route, array, delete, flag, get, list, object, patch, post, text, whole,
};

const START: Parameter = whole("start", "first code point of the quotation");
const END: Parameter = whole("end", "code point behind its last");
const QUOTE: Parameter = text("quote", "its words, in place of start and end");
const SNAP: Parameter = flag("snap", "grow start and end to whole words");
const EVERYONE: Parameter = flag("everyone", "the codings of all coders, not only one's own");
const DRY_RUN: Parameter = flag("dry_run", "only tell what would happen");

const DRAFT: [Parameter; 8] = [
    text("key", "short unique handle"),
    text("name", "name in the study's language"),
    text("definition", "what the code means"),
    text("include", "when to use it"),
    text("exclude", "when not to"),
    text("exemplar", "the quotation that shows it best"),
    text("colour", "#rrggbb"),
    object("translations", "language tag to name"),
];

const ADD_CODE: &[Parameter] = &[
    text("level", "open (unless said), axial or selective"),
    text("under", "key or name of the parent; a root without it"),
    DRAFT[0],
    DRAFT[1],
    DRAFT[2],
    DRAFT[3],
    DRAFT[4],
    DRAFT[5],
    DRAFT[6],
    DRAFT[7],
];

/// Routes about codings and quotations.
pub(super) const QUOTATION_ROUTES: &[Route] = &[
    post(
        "/codings/batch",
        "Put codes on many quotations as one operation",
        &[array("codings", "objects as for POST /codings")],
        coding::code_batch,
    ),
    post(
        "/codings/in-vivo",
        "Make an open code of a passage's own words and put it there",
        &[
            text("source", "name of the source"),
            START,
            END,
            QUOTE,
            SNAP,
            text("under", "key or name of the code that it goes under"),
        ],
        coding::in_vivo,
    ),
    patch(
        "/codings/{coding}",
        "Change weight, comment or stance of a coding",
        &[
            whole("weight", "1 to 100; 0 takes the judgement back"),
            text("comment", "a remark"),
            text("stance", "supports or contradicts"),
        ],
        coding::edit_coding,
    ),
    list(get(
        "/quotations/unplaced",
        "Quotations that lost their place in a correction, with proposals",
        &[text("source", "only in this source")],
        coding::unplaced,
    )),
    post(
        "/quotations/join",
        "Make one quotation of several of one source",
        &[array("quotations", "their numbers"), EVERYONE],
        coding::join_quotations,
    ),
    post(
        "/quotations/{quotation}/resize",
        "Give a quotation other borders",
        &[START, END, QUOTE, SNAP, EVERYONE],
        coding::resize,
    ),
    post(
        "/quotations/{quotation}/split",
        "Make two quotations of one",
        &[whole("at", "code point of the cut"), EVERYONE],
        coding::split_quotation,
    ),
    post(
        "/quotations/{quotation}/place",
        "Decide where a quotation stands that lost its place",
        &[
            whole("proposal", "number of a proposal, from 1"),
            START,
            END,
            flag("remove", "the passage is gone: remove the quotation with its codings"),
        ],
        coding::place_quotation,
    ),
    post(
        "/sources/{source}/corrections",
        "Correct the text of a source; its quotations follow",
        &[
            text("words", "words to correct, as they stand in the text"),
            START,
            END,
            text("with", "what comes in their place; may be empty"),
            flag("everywhere", "wherever the words stand"),
            text("file", "a corrected file on this machine, in place of the whole text"),
            text("reason", "why"),
            DRY_RUN,
        ],
        coding::correct,
    ),
    list(get("/coders", "The people who code", &[], coding::coders)),
];

/// Routes about codes, memos, the audit and the history.
pub(super) const CODEBOOK_ROUTES: &[Route] = &[
    post("/codes", "Add a code; tells of codes with names like it", ADD_CODE, coding::add_code),
    patch("/codes/{code}", "Change what is written down for a code", &DRAFT, coding::edit_code),
    delete("/codes/{code}", "Remove a code on which nothing stands", coding::remove_code),
    post(
        "/codes/{code}/move",
        "Move a code under another one, or before a sibling",
        &[
            text("under", "key or name of the new parent; null for a root"),
            text("before", "key or name of a sibling; null for behind the last"),
        ],
        coding::move_code,
    ),
    post(
        "/codes/{code}/merge",
        "Join a code into another",
        &[text("into", "key or name of the code that stays"), DRY_RUN],
        coding::merge_codes,
    ),
    post(
        "/codes/{code}/split",
        "Deal a code's quotations out into other codes",
        &[
            array("deals", "objects {into: code or new name, quotations: [numbers]}"),
            flag("below", "new codes go below the code, not beside it"),
        ],
        coding::split_code,
    ),
    list(get(
        "/codes/alike",
        "Codes with names alike",
        &[text("name", "a name that codes are to be like; all pairs without it")],
        coding::alike,
    )),
    list(get(
        "/codebook/diff",
        "What changed in the codebook between two operations",
        &[whole("from", "number of the earlier one"), whole("to", "number of the later one; now without it")],
        coding::codebook_diff,
    )),
    list(get(
        "/memos",
        "Memos, oldest first",
        &[
            text("on", "only on a study, source, quotation or code"),
            text("code", "only on this code or one below it, or on a quotation that carries one"),
            text("source", "only on this source or a quotation of it"),
            text("by", "only by this coder"),
            text("words", "only with these words"),
        ],
        coding::memos,
    )),
    post(
        "/memos",
        "Write a memo on a quotation, a code, a source, or the study",
        &[
            text("text", "the note"),
            text("date", "date as it is to be shown"),
            whole("quotation", "number of a quotation"),
            text("code", "or key or name of a code"),
            text("source", "or name of a source"),
        ],
        coding::add_memo,
    ),
    patch(
        "/memos/{memo}",
        "Change a memo",
        &[text("text", "new words"), text("date", "new date")],
        coding::edit_memo,
    ),
    delete("/memos/{memo}", "Remove a memo", coding::remove_memo),
    get("/audit/rules", "What a factor needs to count as well supported", &[], coding::rules),
    post(
        "/audit/rules",
        "Change rules of the audit",
        &[
            object("rules", "rule to value"),
            text("solution_code", "key or name of the code of passages that propose solutions; null: none"),
        ],
        coding::set_rules,
    ),
    get(
        "/audit/loose",
        "What belongs nowhere: unused quotations and codes, orphan items",
        &[],
        coding::loose,
    ),
    list(get(
        "/audit/trace",
        "From a line up to the verdict, or from an item or code down to its lines",
        &[
            text("source", "name of a source, with turn"),
            whole("turn", "number of a turn"),
            whole("quotation", "or number of a quotation"),
            whole("coding", "or number of a coding"),
            text("item", "or key of an item"),
            text("code", "or key or name of a code"),
        ],
        coding::trace,
    )),
    post(
        "/audit/decisions",
        "Record a reviewer's decision",
        &[
            text("factor", "key or name of a factor"),
            whole("coding", "or number of a coding"),
            text("outcome", "accepted, revise or rejected"),
            text("note", "why"),
        ],
        coding::decide,
    ),
    get("/audit/factors/{factor}", "The whole chain of one factor", &[], coding::factor),
    get("/history/{operation}", "Every row an operation touched, before and after", &[], coding::changes),
    post(
        "/undo",
        "Take the newest operation back, one's own newest, or one by number",
        &[flag("own", "one's own newest"), whole("operation", "this one, wherever it lies")],
        coding::undo,
    ),
    post("/redo", "Do it again", &[flag("own", "what one took back oneself")], coding::redo),
];
