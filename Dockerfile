# docker build -t intentui-research .
# docker run --rm -v research:/data intentui-research cli/intentui.js keys create NAME
# docker run -p 3000:3000 -v research:/data intentui-research
# docs/containers.md says more.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY lib/engine/package.json lib/engine/
COPY scripts/no-instrumentations scripts/no-instrumentations
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run pack -- /product && mkdir -p /product/.next/at

FROM node:24.21.0-bookworm-slim
RUN groupadd --gid 10001 research \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin research \
  && install -d -o research -g research -m 0700 /data
COPY --from=build /product /product
# The build is fitted to PUBLIC_URL there at start; with a read-only root mount a temporary folder on it.
RUN chown research:research /product/.next/at
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
USER 10001:10001
WORKDIR /product
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# Alive; whether it can do its work now says /api/readyz.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["start.js"]
