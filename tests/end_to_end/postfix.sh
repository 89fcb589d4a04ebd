# SPDX-License-Identifier: Apache-2.0
# A Postfix of the test's own, with TLS and SASL, that delivers to a Maildir. To
# be sourced after tap.sh. Debian's packages are unpacked, not installed, for
# that would start services.

mta=$PWD/build/mta
unpack_mta() {
  [[ ! -e $mta/complete ]] || return 0
  mkdir -p "$mta"
  (
    cd "$mta" || exit 1
    # And what is not installed yet of all that they need.
    wanted=(postfix sasl2-bin libsasl2-modules opendkim)
    needed=$(apt-get -qq -s install --no-install-recommends "${wanted[@]}" | awk '/^Inst/ { print $2 }')
    for name in $(printf '%s\n' "${wanted[@]}" $needed | sort -u); do
      apt-get -qq download "$name" || exit 1
    done
    for package in *.deb; do dpkg -x "$package" . || exit 1; done
    rm -f -- *.deb
    touch complete
  ) >"$mta/unpack.log" 2>&1
}

# The packages' libraries, for their programs alone.
architecture=$(gcc -print-multiarch)
libraries=$mta/usr/lib/$architecture:$mta/usr/lib:$mta/usr/lib/postfix
mechanisms=$mta/usr/lib/$architecture/sasl2:/usr/lib/$architecture/sasl2
with_libraries() { LD_LIBRARY_PATH=$libraries SASL_PATH=$mechanisms "$@"; }

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Sets up everything under $1: configuration, queue, certificate, users.
make_postfix() {
  postfix=$1
  mkdir -p "$postfix"/{etc/sasl,queue,data,mail}
  chmod 755 "$postfix"
  mta_port=$(free_port)
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$postfix/key.pem" -out "$postfix/cert.pem" 2>/dev/null
  mkdir -p "$postfix"/queue/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,maildrop,pid,private,public,saved,trace}
  chown -R mail "$postfix"/queue/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,private,public,saved,trace} "$postfix/data"
  chown mail:uucp "$postfix"/queue/{maildrop,public}
  chown root "$postfix/queue" "$postfix/queue/pid"
  chown news "$postfix/mail"
  cat >"$postfix/etc/sasl/smtpd.conf" <<EOT
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: $postfix/etc/sasl/users
mech_list: SCRAM-SHA-256 PLAIN LOGIN
EOT
  printf %s "$SMTP_PASSWORD" |
    with_libraries "$mta/usr/sbin/saslpasswd2" -p -c -f "$postfix/etc/sasl/users" -u mx.example.org herald
  chown mail "$postfix/etc/sasl/users"
  write_main_cf >"$postfix/etc/main.cf"
  write_master_cf >"$postfix/etc/master.cf"
}

write_main_cf() {
  cat <<EOT
compatibility_level = 3.6
enable_long_queue_ids = yes
myhostname = mx.example.org
mydestination =
mynetworks =
queue_directory = $postfix/queue
data_directory = $postfix/data
daemon_directory = $mta/usr/lib/postfix/sbin
command_directory = $mta/usr/sbin
shlib_directory = $mta/usr/lib/postfix
meta_directory = $mta/etc/postfix
maillog_file = $postfix/log
maillog_file_prefixes = $postfix
import_environment = MAIL_CONFIG MAIL_LOGTAG LD_LIBRARY_PATH=$libraries SASL_PATH=$mechanisms
mail_owner = mail
setgid_group = uucp
default_privs = nobody
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_process_limit = 100
alias_maps =
alias_database =
local_recipient_maps =
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = $postfix/cert.pem
smtpd_tls_key_file = $postfix/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_path = smtpd
cyrus_sasl_config_path = $postfix/etc/sasl
smtpd_sasl_local_domain = mx.example.org
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
smtputf8_autodetect_classes = all
virtual_mailbox_domains = example.org
virtual_mailbox_maps = static:all/
virtual_mailbox_base = $postfix/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:$(id -u news)
virtual_gid_maps = static:$(id -g news)
virtual_mailbox_limit = 0
EOT
}

write_master_cf() {
  cat <<EOT
127.0.0.1:$mta_port inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - 20 virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
EOT
}

mta_listens() { (exec 3<>"/dev/tcp/127.0.0.1/$mta_port") 2>/dev/null; }

# In a group of its own, so that all of it can be killed.
start_postfix() {
  LD_LIBRARY_PATH=$libraries SASL_PATH=$mechanisms setsid "$mta/usr/lib/postfix/sbin/master" \
    -d -c "$postfix/etc" >>"$postfix/master.log" 2>&1 </dev/null &
  mta_pid=$!
  wait_until mta_listens
}

kill_postfix() {
  [[ -n ${mta_pid-} ]] || return 0
  kill -KILL -- "-$mta_pid" 2>/dev/null
  wait "$mta_pid" 2>/dev/null
  mta_pid=
}
