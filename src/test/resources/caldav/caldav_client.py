"""Drives the CalDAV simulator through python-caldav: usage caldav_client.py URL LOGIN PASSWORD. Prints one fact a line."""
import datetime
import sys

import caldav

url, login, password = sys.argv[1:]
client = caldav.DAVClient(url=url, username=login, password=password)
principal = client.principal()
print('calendars', len(principal.calendars()))
work = principal.make_calendar(name='Отдел', cal_id='work')
print('calendars', [str(calendar.name) for calendar in principal.calendars()])

EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:series
DTSTAMP:20260801T000000Z
DTSTART;TZID=Europe/Moscow:20260901T100000
DTEND;TZID=Europe/Moscow:20260901T110000
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE;TZID=Europe/Moscow:20260908T100000
SUMMARY:Планёрка
END:VEVENT
END:VCALENDAR
"""
work.save_event(EVENT)
print('events', [event.vobject_instance.vevent.summary.value for event in work.events()])


def found(day):
    start = datetime.datetime(2026, 9, day, tzinfo=datetime.timezone.utc)
    return len(work.date_search(start, start + datetime.timedelta(days=1), expand=False))


print('found', found(1), found(2), found(8), found(15))
event = work.event_by_uid('series')
event.vobject_instance.vevent.summary.value = 'Позже'
event.save()
print('changed', work.event_by_url(event.url).vobject_instance.vevent.summary.value)

changes = work.objects_by_sync_token(load_objects=True)
print('first', len(list(changes)))
work.save_event(EVENT.replace('UID:series', 'UID:other'))
event.delete()
added, removed = changes.sync()
print('then', len(list(added)), len(list(removed)))
work.set_properties([caldav.elements.dav.DisplayName('Другое')])
print('named', work.get_properties([caldav.elements.dav.DisplayName()]).get('{DAV:}displayname'))
work.delete()
print('calendars', len(principal.calendars()))
