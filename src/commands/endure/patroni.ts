/** One of the machines; here all of them are this computer and differ by their ports. */
export type Member = {
  readonly name: string
  readonly host: string
  readonly ports: { readonly postgres: number; readonly patroni: number; readonly etcd: number; readonly etcdPeers: number }
  readonly folder: string
}

export type Secrets = { readonly superuser: string; readonly replication: string }

/** As in docs/running/cluster.md; keep the two alike. */
export function etcdArguments(one: Member, all: readonly Member[]): string[] {
  const clients = `http://${one.host}:${one.ports.etcd}`
  const peers = `http://${one.host}:${one.ports.etcdPeers}`
  return [
    '--name', one.name, '--data-dir', `${one.folder}/etcd`,
    '--listen-client-urls', clients, '--advertise-client-urls', clients, '--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers,
    '--initial-cluster', all.map((each) => `${each.name}=http://${each.host}:${each.ports.etcdPeers}`).join(','), '--initial-cluster-state', 'new',
    '--enable-v2', '--heartbeat-interval', '500', '--election-timeout', '5000', '--log-level', 'warn',
  ]
}

/** YAML, of which JSON is a part. As in docs/running/cluster.md; keep the two alike. */
export function patroniConfiguration(one: Member, all: readonly Member[], secrets: Secrets, binDir: string): string {
  const login = (username: string, password: string) => ({ username, password })
  return JSON.stringify({
    scope: 'wayout', name: one.name,
    restapi: { listen: `${one.host}:${one.ports.patroni}`, connect_address: `${one.host}:${one.ports.patroni}` },
    // By version 2 of its interface: over the third, Patroni 3.0 lets a primary that wakes up take the lead back from whoever was chosen meanwhile.
    etcd: { hosts: all.map((each) => `${each.host}:${each.ports.etcd}`) },
    bootstrap: {
      dcs: {
        ttl: 20, loop_wait: 5, retry_timeout: 5, maximum_lag_on_failover: 1_048_576, primary_start_timeout: 0,
        synchronous_mode: true, synchronous_mode_strict: true,
        postgresql: {
          use_pg_rewind: false, use_slots: true,
          parameters: {
            wal_level: 'replica', hot_standby: 'on', max_connections: 100, synchronous_commit: 'on', fsync: 'on', full_page_writes: 'on',
            wal_keep_size: '512MB', password_encryption: 'scram-sha-256', timezone: 'UTC', log_statement: 'none', log_min_error_statement: 'panic',
            log_parameter_max_length: 0, log_parameter_max_length_on_error: 0,
          },
        },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      listen: `${one.host}:${one.ports.postgres}`, connect_address: `${one.host}:${one.ports.postgres}`,
      data_dir: `${one.folder}/data`, bin_dir: binDir, pgpass: `${one.folder}/pgpass`,
      // Copied anew as a whole: a rewind that breaks off half-way leaves a folder that looks whole and is not.
      remove_data_directory_on_diverged_timelines: true,
      authentication: { superuser: login('postgres', secrets.superuser), replication: login('replication', secrets.replication) },
      pg_hba: ['host all all 127.0.0.1/32 scram-sha-256', 'host replication replication 127.0.0.1/32 scram-sha-256'],
      parameters: { unix_socket_directories: one.folder },
    },
  }, null, 2)
}
