/* ippeveprinter announces itself by DNS-SD and refuses to start where no avahi-daemon runs, even with "-r off". This
   library, preloaded by scripts/printers/start-printer, answers the few calls of libavahi-client that it makes: all
   succeed and announce nothing. Tests and the demo then need neither a daemon nor a bus, and no printer of theirs
   appears on anybody's network. Signatures follow avahi-client/client.h and publish.h; unused arguments are left out,
   which the C calling convention of every Debian port allows. */

static int thing; /* every handle points here; only its being non-null matters */

void *avahi_threaded_poll_new(void) { return &thing; }
const void *avahi_threaded_poll_get(void) { return &thing; }
int avahi_threaded_poll_start(void) { return 0; }
void avahi_threaded_poll_lock(void) {}
void avahi_threaded_poll_unlock(void) {}

void *avahi_client_new(const void *poll, int flags, void *callback, void *context, int *error) {
  (void)poll, (void)flags, (void)callback, (void)context;
  if (error) *error = 0;
  return &thing;
}
int avahi_client_errno(void) { return 0; }
const char *avahi_client_get_host_name_fqdn(void) { return "localhost"; }

void *avahi_entry_group_new(void) { return &thing; }
int avahi_entry_group_free(void) { return 0; }
int avahi_entry_group_commit(void) { return 0; }
int avahi_entry_group_add_service_strlst(void) { return 0; }
int avahi_entry_group_add_service_subtype(void) { return 0; }
