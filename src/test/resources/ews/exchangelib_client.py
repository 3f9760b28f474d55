"""Drives the EWS simulator through exchangelib: usage exchangelib_client.py URL LOGIN PASSWORD MAILBOX STEP. Prints one fact a line."""
import datetime
import sys

from exchangelib import (Account, BASIC, CalendarItem, Configuration, Credentials, DELEGATE, EWSDateTime, EWSTimeZone, FileAttachment,
                         IMPERSONATION, NTLM, Version)
from exchangelib.errors import ErrorCalendarOccurrenceIsDeletedFromRecurrence, ErrorInvalidSyncStateData, ErrorServerBusy
from exchangelib.properties import Attendee, Mailbox
from exchangelib.protocol import BaseProtocol, NoVerifyHTTPAdapter
from exchangelib.version import EXCHANGE_2013_SP1

BaseProtocol.HTTP_ADAPTER_CLS = NoVerifyHTTPAdapter
MOSCOW = EWSTimeZone('Europe/Moscow')


def local(time):
    return time.astimezone(MOSCOW) if hasattr(time, 'astimezone') else time


def account(url, login, password, mailbox, auth=BASIC, access=IMPERSONATION):
    configuration = Configuration(service_endpoint=url, credentials=Credentials(login, password), auth_type=auth,
                                  version=Version(EXCHANGE_2013_SP1))
    return Account(mailbox, config=configuration, autodiscover=False, access_type=access, default_timezone=MOSCOW)


def read(box):
    for item in box.calendar.all().order_by('subject'):
        print('item', item.subject, item.type, local(item.start), item.uid, item.is_all_day, len(item.required_attendees or []))
        print('mime', item.subject, 'END:VEVENT' in item.mime_content.decode('utf-8'))
        for occurrence in item.modified_occurrences or []:
            print('modified', item.subject, local(occurrence.original_start), local(occurrence.start))
        for occurrence in item.deleted_occurrences or []:
            print('deleted', item.subject, local(occurrence.start))
        if item.recurrence:
            print('recurrence', item.subject, item.recurrence.pattern.__class__.__name__, item.recurrence.boundary.__class__.__name__)
        for attachment in item.attachments:
            print('attachment', item.subject, attachment.name, getattr(attachment, 'content', b'')[:20])


def view(box):
    start = datetime.datetime(2026, 9, 1, tzinfo=MOSCOW)
    for item in box.calendar.view(start=start, end=start + datetime.timedelta(days=30)).order_by('start'):
        print('instance', item.subject, item.type, local(item.start))
    master = next(item for item in box.calendar.all() if item.type == 'RecurringMaster')
    fourth = master.occurrence(index=4)
    fourth.refresh()
    print('occurrence', fourth.subject, fourth.type, local(fourth.start))
    try:
        master.occurrence(index=2).refresh()
    except ErrorCalendarOccurrenceIsDeletedFromRecurrence:
        print('deleted')
    print('first', local(master.first_occurrence.start))


def write(box):
    item = CalendarItem(folder=box.calendar, subject='Встреча из Python', start=EWSDateTime(2026, 9, 1, 10, tzinfo=MOSCOW),
                        end=EWSDateTime(2026, 9, 1, 11, tzinfo=MOSCOW), location='Переговорная', categories=['Красная'])
    item.save(send_meeting_invitations='SendToNone')
    print('created', bool(item.id), bool(item.changekey))
    item.attach(FileAttachment(name='повестка.txt', content='1. Итоги'.encode('utf-8')))
    item.subject = 'Встреча перенесена'
    item.start = EWSDateTime(2026, 9, 2, 12, tzinfo=MOSCOW)
    item.end = EWSDateTime(2026, 9, 2, 13, tzinfo=MOSCOW)
    item.save(update_fields=['subject', 'start', 'end'], send_meeting_invitations='SendToNone')
    again = box.calendar.get(subject='Встреча перенесена')
    print('changed', local(again.start), again.location, again.attachments[0].content.decode('utf-8'))
    loud = CalendarItem(folder=box.calendar, subject='С участником', start=item.start, end=item.end,
                        required_attendees=[Attendee(mailbox=Mailbox(email_address='petrov@corp.test'), response_type='Unknown')])
    loud.save(send_meeting_invitations='SendToAllAndSaveCopy')
    again.delete(send_meeting_cancellations='SendToNone')
    print('left', [item.subject for item in box.calendar.all()])


def sync(box):
    kinds = [change[0] for change in box.calendar.sync_items(only_fields=['subject'], max_changes_returned=2)]
    print('first', kinds.count('create'))
    state = box.calendar.item_sync_state
    item = box.calendar.all().order_by('subject')[0]
    item.location = 'Другая'
    item.save(update_fields=['location'], send_meeting_invitations='SendToNone')
    box.calendar.all().order_by('-subject')[0].delete(send_meeting_cancellations='SendToNone')
    print('then', sorted(change[0] for change in box.calendar.sync_items(sync_state=state, only_fields=['subject'])))
    print('quiet', list(box.calendar.sync_items(sync_state=box.calendar.item_sync_state)))
    try:
        list(box.calendar.sync_items(sync_state='bm9uc2Vuc2U='))
    except ErrorInvalidSyncStateData:
        print('refused')


def trouble(box):
    try:
        list(box.calendar.all())
    except ErrorServerBusy as busy:
        print('busy', busy.back_off)
    good, bad = sorted(box.fetch([(item.id, item.changekey) for item in box.calendar.all().only('subject')], only_fields=['subject', 'start']),
                       key=lambda item: isinstance(item, Exception))
    print('good', repr(good.subject), 'bad', type(bad).__name__)


def folders(box):
    print('calendars', sorted(folder.name for folder in box.calendar.walk()))
    print('zones', sum(1 for _ in box.protocol.get_timezones()))


def main():
    url, login, password, mailbox, step = sys.argv[1:6]
    if step == 'ntlm':
        step, box = 'folders', account(url, login, password, mailbox, auth=NTLM)
    elif step == 'own':
        step, box = 'folders', account(url, login, password, mailbox, access=DELEGATE)
    else:
        box = account(url, login, password, mailbox)
    {'read': read, 'view': view, 'write': write, 'sync': sync, 'folders': folders, 'trouble': trouble}[step](box)


main()
