//! The server: who may ask, how requests become calls and answers become JSON.

use crate::locale::{Arguments, Locale};
use crate::model::OperationId;
use crate::web::call::{Call, Refusal};
use crate::web::openapi::document;
use crate::web::routes::{Route, Verb, routes};
use crate::web::service::Service;
use crate::wire;
use crate::workbench::{ErrorKind, Moment, Workbench};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Bytes of a request's body: a table of a hundred thousand rows and forty columns fits.
const MAX_BODY: usize = 64 << 20;

/// How the server is started.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServeOptions {
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// What every request must carry as `Authorization: Bearer TOKEN`.
    pub token: String,
}

/// What handlers share. One request at a time works on the study, as one person does.
struct Shared {
    service: Mutex<Service>,
    token: String,
    hosts: Vec<String>,
    locale: Locale,
    /// Wakes those who listen for changes.
    changed: Notify,
}

/// Serves a study until the process is told to stop; `ready` is given the address once requests are answered.
///
/// # Errors
/// When the port is taken or the system refuses.
pub fn serve(
    workbench: Workbench,
    locale: &Locale,
    options: &ServeOptions,
    ready: &dyn Fn(&str),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let port = listener.local_addr()?.port();
        let shared = Shared {
            service: Mutex::new(Service { workbench, locale: Locale::new(locale.language()) }),
            token: options.token.clone(),
            hosts: vec![format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            locale: Locale::new(locale.language()),
            changed: Notify::new(),
        };
        ready(&format!("http://127.0.0.1:{port}"));
        axum::serve(listener, router(Arc::new(shared))).with_graceful_shutdown(stopped()).await
    })
}

/// Waits until the person presses Ctrl-C.
async fn stopped() {
    // Where the system knows no such signal the server runs until it is ended from outside.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn router(shared: Arc<Shared>) -> Router {
    let mut router =
        Router::new().route("/api/v1/openapi.json", axum::routing::get(async || Json(document())));
    router = router.route("/api/v1/events", axum::routing::get(events));
    for route in routes() {
        let filter = match route.verb {
            Verb::Get => MethodFilter::GET,
            Verb::Post => MethodFilter::POST,
            Verb::Patch => MethodFilter::PATCH,
            Verb::Delete => MethodFilter::DELETE,
        };
        let handler =
            move |State(shared): State<Arc<Shared>>,
                  Path(path): Path<BTreeMap<String, String>>,
                  Query(query): Query<BTreeMap<String, String>>,
                  body: Bytes| async move { handle(route, shared, path, query, body).await };
        router = router.route(&format!("/api/v1{}", route.path), on(filter, handler));
    }
    router
        .method_not_allowed_fallback(async |State(shared): State<Arc<Shared>>| {
            refusal(StatusCode::METHOD_NOT_ALLOWED, "invalid input", &shared.locale.text("serve-no-route"))
        })
        .fallback(async |State(shared): State<Arc<Shared>>| {
            refusal(StatusCode::NOT_FOUND, "not found", &shared.locale.text("serve-no-route"))
        })
        .layer(from_fn_with_state(Arc::clone(&shared), guard))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(shared)
}

/// Lets only the person through who started the server: this host name, this origin, this token.
async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_own_host = text(HOST).is_some_and(|host| shared.hosts.iter().any(|own| own == host));
    let is_own_origin = text(ORIGIN).is_none_or(|origin| {
        origin.strip_prefix("http://").is_some_and(|host| shared.hosts.iter().any(|own| own == host))
    });
    let sent = text(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if !is_own_host || !is_own_origin {
        return refusal(StatusCode::FORBIDDEN, "not allowed", &shared.locale.text("serve-foreign"));
    }
    if !is_same(sent.as_bytes(), shared.token.as_bytes()) {
        return refusal(StatusCode::UNAUTHORIZED, "not allowed", &shared.locale.text("serve-no-token"));
    }
    let mut response = next.run(request).await;
    let headers: &mut HeaderMap = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL.as_str(), "no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("referrer-policy", "no-referrer"),
    ] {
        headers.insert(name, axum::http::HeaderValue::from_static(value));
    }
    response
}

/// Compares two tokens in a time that does not tell where they differ.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

/// How long the listeners wait before they look for changes that another program made, such as the command line.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Operations as they happen, as server-sent events: `event: operation`, `id:` its number, `data:` as in the history. A
/// listener that comes back with `Last-Event-ID` gets what it missed.
async fn events(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    let told = Arc::clone(&shared);
    let stream = futures_util::stream::unfold((told, last), async |(shared, last)| {
        let mut seen = last;
        loop {
            let (from, worker) = (seen, Arc::clone(&shared));
            let bell = Arc::clone(&shared);
            let waiting = bell.changed.notified();
            let found = tokio::task::spawn_blocking(move || operations_after(&worker, from)).await.ok()?;
            let (newest, shapes) = found?;
            seen = Some(newest);
            if !shapes.is_empty() {
                let events: Vec<Result<Event, Infallible>> = shapes
                    .into_iter()
                    .map(|(id, shape)| Ok(Event::default().event("operation").id(id.to_string()).data(shape)))
                    .collect();
                return Some((futures_util::stream::iter(events), (shared, seen)));
            }
            // Woken by a change over the API, or after a while to see what others did.
            let _ = tokio::time::timeout(LOOK_AGAIN, waiting).await;
        }
    });
    Sse::new(futures_util::StreamExt::flatten(stream)).keep_alive(KeepAlive::default()).into_response()
}

/// Number of the newest operation, and those after `last`, oldest first; none for a listener that only begins.
fn operations_after(shared: &Shared, last: Option<i64>) -> Option<(i64, Vec<(i64, String)>)> {
    let service = shared.service.lock().unwrap_or_else(PoisonError::into_inner);
    let newest = service.workbench.history(None, 1).ok()?.first().map_or(0, |entry| entry.operation.id.0);
    let missed = last.map_or(0, |last| newest - last);
    let count = u32::try_from(missed.max(0)).unwrap_or(u32::MAX);
    let entries = if count == 0 { Vec::new() } else { service.workbench.history(None, count).ok()? };
    let shapes = entries
        .iter()
        .rev()
        .filter(|entry| last.is_some_and(|last| entry.operation.id.0 > last))
        .map(|entry| (entry.operation.id.0, wire::operation(&entry.operation, &service.locale).to_string()))
        .collect();
    Some((newest, shapes))
}

async fn handle(
    route: &'static Route,
    shared: Arc<Shared>,
    path: BTreeMap<String, String>,
    query: BTreeMap<String, String>,
    body: Bytes,
) -> Response {
    let told = Arc::clone(&shared);
    let worked = tokio::task::spawn_blocking(move || answer(route, &shared, path, query, &body)).await;
    worked.unwrap_or_else(|_panicked| {
        refusal(StatusCode::INTERNAL_SERVER_ERROR, "io", &told.locale.text("serve-failed"))
    })
}

fn answer(
    route: &Route,
    shared: &Shared,
    path: BTreeMap<String, String>,
    query: BTreeMap<String, String>,
    body: &[u8],
) -> Response {
    let body: Value = if body.is_empty() {
        Value::Null
    } else {
        match serde_json::from_slice(body) {
            Ok(body) => body,
            Err(error) => return wrong_parameter("body", &error.to_string(), &shared.locale),
        }
    };
    if route.body.is_some() && !(body.is_object() || body.is_null()) {
        return wrong_parameter("body", "must be a JSON object", &shared.locale);
    }
    if let Some(unknown) = unknown_parameter(route, &query, &body) {
        return wrong_parameter(unknown, "is not known here", &shared.locale);
    }
    let call = Call { path, query, body };
    // A request that panicked left the study as its last transaction did; the next one may go on.
    let mut service = shared.service.lock().unwrap_or_else(PoisonError::into_inner);
    let answered = match past_of(route, &service, &call) {
        Ok(Some(mut past)) => (route.answer)(&mut past, &call),
        Ok(None) => (route.answer)(&mut service, &call),
        Err(refused) => Err(refused),
    };
    drop(service);
    if route.verb != Verb::Get {
        shared.changed.notify_waiters();
    }
    let data = match answered {
        Ok(data) => data,
        Err(refused) => return refused_answer(refused, &shared.locale),
    };
    match page(route, &call, data) {
        Ok(shape) => Json(shape).into_response(),
        Err(refused) => refused_answer(refused, &shared.locale),
    }
}

/// The study as it stood after the operation that a reading request names with `at`; `None` for the present.
fn past_of(route: &Route, service: &Service, call: &Call) -> Result<Option<Service>, Refusal> {
    let at = if route.verb == Verb::Get { call.number("at")? } else { None };
    let Some(at) = at else { return Ok(None) };
    let workbench = service.workbench.at(Moment::Operation(OperationId(at)))?;
    Ok(Some(Service { workbench, locale: Locale::new(service.locale.language()) }))
}

/// The first parameter that the route does not know: a slip of the pen must not be passed over in silence.
fn unknown_parameter<'a>(
    route: &Route,
    query: &'a BTreeMap<String, String>,
    body: &'a Value,
) -> Option<&'a str> {
    let paging = |name: &str| route.is_list && (name == "offset" || name == "limit");
    let past = |name: &str| route.verb == Verb::Get && name == "at";
    let known =
        |name: &str| route.query.iter().any(|parameter| parameter.name == name) || paging(name) || past(name);
    let asked = query.keys().map(String::as_str).find(|name| !known(name));
    let fields = route.body.unwrap_or_default();
    let sent = body.as_object().into_iter().flat_map(|object| object.keys());
    asked.or_else(|| sent.map(String::as_str).find(|name| !fields.iter().any(|field| field.name == *name)))
}

/// Puts an answer into its envelope; a list is cut to the page that was asked for.
fn page(route: &Route, call: &Call, data: Value) -> Result<Value, Refusal> {
    if route.pages_itself {
        return Ok(data);
    }
    let Value::Array(entries) = data else { return Ok(wire::envelope(data)) };
    if !route.is_list {
        return Ok(wire::envelope(Value::Array(entries)));
    }
    let page = call.page()?;
    let total = entries.len();
    let entries = entries.into_iter().skip(page.offset).take(page.limit).collect();
    Ok(wire::page(entries, page, total))
}

fn refused_answer(refused: Refusal, locale: &Locale) -> Response {
    match refused {
        Refusal::Workbench(error) => {
            let status = match error.kind() {
                ErrorKind::InvalidInput => StatusCode::BAD_REQUEST,
                ErrorKind::NotFound => StatusCode::NOT_FOUND,
                ErrorKind::Conflict => StatusCode::CONFLICT,
                ErrorKind::UnsupportedFile => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                ErrorKind::DamagedData | ErrorKind::Io => StatusCode::INTERNAL_SERVER_ERROR,
                ErrorKind::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
            };
            (status, Json(wire::error(&error, locale))).into_response()
        }
        Refusal::Parameter(name, reason) => wrong_parameter(&name, &reason, locale),
        Refusal::UnknownMethod(name) => {
            let known: Vec<&str> = wire::stats::methods().map(|method| method.name).collect();
            let arguments = Arguments::new().text("name", name).text("known", known.join(", "));
            refusal(StatusCode::NOT_FOUND, "not found", &locale.say("error-no-method", &arguments))
        }
    }
}

fn wrong_parameter(name: &str, reason: &str, locale: &Locale) -> Response {
    let arguments = Arguments::new().text("name", name).text("reason", reason);
    refusal(StatusCode::BAD_REQUEST, "invalid input", &locale.say("serve-parameter", &arguments))
}

/// An error that is the server's own.
fn refusal(status: StatusCode, kind: &str, message: &str) -> Response {
    let shape = json!({ "error": { "kind": kind, "message": message, "hint": null, "problems": [] } });
    (status, [(CONTENT_TYPE, "application/json")], shape.to_string()).into_response()
}
