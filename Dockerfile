FROM rust:1.90-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
# git tells which lines changed, for --since; a mounted folder belongs to somebody else.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /src/target/release/factlint /usr/local/bin/factlint
WORKDIR /articles
ENTRYPOINT ["factlint"]
CMD ["--help"]
