//! The `baft` program: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    baft::cli::run(std::env::args_os())
}
