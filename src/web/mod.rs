//! The study over HTTP: a JSON API on the loopback address.
//!
//! Answers the questions of `workbench` in the shapes of `wire`, one envelope for all: `{"data": …}`, with `"page"` for lists, or
//! `{"error": …}`. One table of routes (`routes`) makes both the router and the OpenAPI document, so that neither can
//! know what the other does not.
//!
//! Nobody but the person who started the server may ask: it listens on 127.0.0.1 only, every request must carry the token that
//! was printed at the start, and neither another host name nor another origin is answered.

mod call;
mod coding;
mod exchange;
mod openapi;
mod retrieval;
mod routes;
mod routes_coding;
mod server;
mod service;
mod statistics;
mod teams;

pub use openapi::document;
pub use server::{ServeOptions, serve};
