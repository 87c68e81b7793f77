//! The table of routes.

use crate::web::call::{Call, Refusal};
use crate::web::exchange::EXCHANGE_ROUTES;
use crate::web::retrieval;
use crate::web::routes_coding::{CODEBOOK_ROUTES, QUOTATION_ROUTES};
use crate::web::service::{self, Service};
use crate::web::statistics;
use crate::web::teams::TEAM_ROUTES;
use serde_json::Value;

/// How a route is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verb {
    /// Reads.
    Get,
    /// Changes the study, or computes from what is sent.
    Post,
    /// Changes a part of something.
    Patch,
    /// Takes something away.
    Delete,
}

/// A parameter in path or query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    /// JSON type: `string`, `integer` or `boolean`.
    pub(super) kind: &'static str,
    pub(super) about: &'static str,
}

/// One question that the server answers.
pub(super) struct Route {
    pub(super) verb: Verb,
    /// Behind `/api/v1`; parts in braces are parameters.
    pub(super) path: &'static str,
    pub(super) about: &'static str,
    pub(super) query: &'static [Parameter],
    /// Fields of the body with what they are; `None` without a body.
    pub(super) body: Option<&'static [Parameter]>,
    /// Whether the answer is a list that comes in pages.
    pub(super) is_list: bool,
    /// Whether the answer is its page already, in its envelope.
    pub(super) pages_itself: bool,
    pub(super) answer: fn(&mut Service, &Call) -> Result<Value, Refusal>,
}

pub(super) const fn text(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: "string", about }
}

pub(super) const fn whole(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: "integer", about }
}

pub(super) const fn flag(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: "boolean", about }
}

pub(super) const fn object(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: "object", about }
}

pub(super) const fn get(
    path: &'static str,
    about: &'static str,
    query: &'static [Parameter],
    answer: fn(&mut Service, &Call) -> Result<Value, Refusal>,
) -> Route {
    Route { verb: Verb::Get, path, about, query, body: None, is_list: false, pages_itself: false, answer }
}

pub(super) const fn array(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: "array", about }
}

pub(super) const fn list(route: Route) -> Route {
    Route { is_list: true, ..route }
}

/// A list that the answer itself cuts to the page, because the whole would be long.
pub(super) const fn paged(route: Route) -> Route {
    Route { is_list: true, pages_itself: true, ..route }
}

pub(super) const fn post(
    path: &'static str,
    about: &'static str,
    body: &'static [Parameter],
    answer: fn(&mut Service, &Call) -> Result<Value, Refusal>,
) -> Route {
    Route {
        verb: Verb::Post,
        path,
        about,
        query: &[],
        body: Some(body),
        is_list: false,
        pages_itself: false,
        answer,
    }
}

pub(super) const fn patch(
    path: &'static str,
    about: &'static str,
    body: &'static [Parameter],
    answer: fn(&mut Service, &Call) -> Result<Value, Refusal>,
) -> Route {
    Route {
        verb: Verb::Patch,
        path,
        about,
        query: &[],
        body: Some(body),
        is_list: false,
        pages_itself: false,
        answer,
    }
}

pub(super) const fn delete(
    path: &'static str,
    about: &'static str,
    answer: fn(&mut Service, &Call) -> Result<Value, Refusal>,
) -> Route {
    Route {
        verb: Verb::Delete,
        path,
        about,
        query: &[],
        body: None,
        is_list: false,
        pages_itself: false,
        answer,
    }
}

const WORDS: &[Parameter] = &[
    text("filter", "filters that leave a part of the study, as kind:interview"),
    flag("forms", "count written forms instead of lemmas"),
    flag("stop_words", "list words of grammar too"),
    whole("min", "occurrences that a word must have"),
];

const SEARCH: &[Parameter] = &[
    text("q", "the query"),
    flag("spoken", "spoken forms find written ones; true unless said"),
    whole("sources", "sources that are read at most"),
    whole("width", "characters of context on each side"),
    text("sort", "rank, place, before or after"),
    text("by", "group by source, speaker, code, coder, kind or attr.NAME"),
];

const ASSESS: &[Parameter] = &[
    text("set", "name of the set of answers; the newest without"),
    text("model", "components, second-order or subscales"),
    text("alpha", "significance level, .05 unless said"),
    whole("components", "number of components to extract"),
];

const ROWS: Parameter = text(
    "rows",
    "factors (unless said), open, subscales, components, codes, below:CODE, sources, kinds, speakers, coders, attr.NAME",
);
const COLUMNS: Parameter = text("columns", "as rows; sources unless said");
const COUNT: Parameter = text("count", "quotations (unless said), codings or words");
const RELATION: Parameter =
    text("relation", "when two codes come together: same, overlap, turn, N-words or N-turns");
const FILTER: Parameter = text("filter", "only codings that this code query leaves");

const MATRIX: &[Parameter] =
    &[ROWS, COLUMNS, COUNT, RELATION, FILTER, text("percent", "shares too: of row, column or total")];

const MATRIX_CELL: &[Parameter] = &[
    text("row", "key or name of the row"),
    text("column", "key or name of the column"),
    ROWS,
    COLUMNS,
    COUNT,
    RELATION,
    FILTER,
    whole("offset", "quotations passed over"),
    whole("limit", "quotations at most, 1,000 unless said"),
];

const NETWORK: &[Parameter] = &[
    text("codes", "an axis of codes; factors unless said"),
    RELATION,
    whole("least", "the smallest weight of an edge"),
    FILTER,
];

const STATISTIC: &[Parameter] = &[
    object("table", "{\"names\": […], \"columns\": [[…], …]}; null is a missing value"),
    text("csv", "a CSV table with headings, in place of `table`"),
    object("answers", "{\"set\": NAME or null}: the scored answers of the study, in place of `table`"),
    Parameter { name: "columns", kind: "array", about: "names of the columns to use, in this order" },
    Parameter { name: "more", kind: "array", about: "further tables, for a method that compares several" },
    text("input", "listwise or pairwise"),
    whole("correlations", "the table is a correlation matrix from that many rows"),
    Parameter { name: "groups", kind: "array", about: "the group of each row, null for none" },
    text("model", "a model in lavaan's syntax"),
    text("codebook", "components, second-order or subscales: the model of the codebook"),
    object("options", "options of the method"),
];

/// Everything that is answered, in the order of the document.
pub(super) fn routes() -> impl Iterator<Item = &'static Route> {
    [ROUTES, QUOTATION_ROUTES, CODEBOOK_ROUTES, TEAM_ROUTES, EXCHANGE_ROUTES].into_iter().flatten()
}

const ROUTES: &[Route] = &[
    get("/study", "The study: title, language, labels, goals", &[], service::study),
    list(get("/sources", "All sources with their sizes", &[], service::sources)),
    get("/sources/{source}", "One source with its text and turns", &[], service::source),
    get(
        "/search",
        "Words with their exact places; groups with `by`; what was meant when nothing is found",
        SEARCH,
        service::search,
    ),
    get("/words", "Word list with dispersion", WORDS, service::words),
    get(
        "/words/beside/{query}",
        "What stands beside the hits of a query (collocations)",
        WORDS,
        service::beside,
    ),
    get(
        "/words/against/{other}",
        "Words that one part uses more than another (key words)",
        WORDS,
        service::against,
    ),
    get("/codebook", "All codes in order", &[], service::codebook),
    paged(get(
        "/codings",
        "Codings by source and place",
        &[
            text("source", "only in this source"),
            text("code", "only with this code or one below it"),
            text("by", "only by this coder"),
        ],
        service::codings,
    )),
    post(
        "/codings",
        "Put a code on a quotation; one operation that one undo takes back",
        &[
            text("source", "name of the source"),
            text("code", "key or name of the code"),
            whole("start", "first code point of the quotation"),
            whole("end", "code point behind its last"),
            text("quote", "its words, in place of start and end"),
            flag("snap", "grow start and end to whole words"),
            whole("weight", "1 to 100"),
            text("comment", "a remark"),
            text("stance", "supports (unless said) or contradicts"),
        ],
        service::add_coding,
    ),
    delete("/codings/{coding}", "Take a code off a quotation", service::remove_coding),
    get(
        "/codes/{code}/similar",
        "Uncoded passages that speak like the quotations of a code",
        &[
            text("filter", "only in this part of the study"),
            flag("coded_otherwise", "also passages with other codes"),
            whole("limit", "passages, 20 unless said"),
        ],
        service::similar,
    ),
    post(
        "/suggestions",
        "Codes for a passage from what was coded before",
        &[
            text("text", "the words of the passage"),
            text("source", "or its source, with start and end"),
            whole("start", "first code point"),
            whole("end", "code point behind the last"),
            text("rank", "code, factor or subscale"),
            whole("limit", "codes, 5 unless said"),
        ],
        service::suggestions,
    ),
    get("/audit", "What each factor rests on, with flags", &[], service::audit),
    get(
        "/codings/query",
        "Quotations that answer a code query, with all their codings",
        &[
            text("q", "the code query"),
            whole("offset", "quotations passed over"),
            whole("limit", "quotations at most, 1,000 unless said"),
        ],
        retrieval::query,
    ),
    get(
        "/matrix",
        "Codings in a table: codes by sources, attributes, speakers, or by codes",
        MATRIX,
        retrieval::matrix,
    ),
    get("/matrix/cell", "The quotations behind one cell of a table", MATRIX_CELL, retrieval::cell),
    get("/network", "Codes that come together as nodes and edges", NETWORK, retrieval::network),
    get(
        "/sequence",
        "Which code follows which, in all sources",
        &[text("codes", "an axis of codes; each code by itself unless said")],
        retrieval::sequence,
    ),
    get(
        "/sources/{source}/sequence",
        "The codes of one source in their order, and which follows which",
        &[text("codes", "an axis of codes; each code by itself unless said")],
        retrieval::sequence,
    ),
    get(
        "/saturation",
        "New codes of each further source, in random orders and by stopping rules too",
        &[
            text("kind", "only sources of this kind"),
            text("level", "code (unless said), open, factor, subscale or component"),
            whole("orders", "random orders of the sources to draw"),
            whole("seed", "their seed, 1 unless said"),
            flag("rules", "apply the published stopping rules"),
        ],
        retrieval::saturation,
    ),
    get("/assessment", "The battery over a set of answers", ASSESS, service::assessment),
    list(get("/history", "Operations, newest first", &[], service::history)),
    list(get("/stats", "The statistical methods", &[], statistics::list)),
    post(
        "/stats/{method}",
        "Compute a method over a table, a CSV text or the study's answers",
        STATISTIC,
        statistics::run,
    ),
];
