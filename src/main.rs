//! The `articast` program.

fn main() -> std::process::ExitCode {
    articast::cli::main()
}
