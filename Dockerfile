# docs/operations.md, Run in containers
FROM node:26-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The commit shown in /api/health, /api/metrics and the log: docker compose build --build-arg COMMIT=$(git rev-parse --short=12 HEAD)
ARG COMMIT=
# One key for all builds, so that people can send forms they had open during an upgrade.
RUN --mount=type=secret,id=actions_key,required=true \
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY="$(cat /run/secrets/actions_key)" npm run build

FROM node:26-trixie-slim
ENV NODE_ENV=production RECAPITO_MODE=production DATA_DIR=/data PORT=3000
WORKDIR /app
COPY --from=build /app/.next/standalone ./
RUN ln -s /app/bin/recapito /usr/local/bin/recapito \
  && mkdir -m 0700 /data /backups && chown node:node /data /backups
USER node
VOLUME /data /backups
EXPOSE 3000
# Migrating a large store can take minutes. The first 200 ends the start period.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30m \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/start.js"]
