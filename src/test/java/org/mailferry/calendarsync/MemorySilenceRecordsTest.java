package org.mailferry.calendarsync;

class MemorySilenceRecordsTest extends SilenceRecordsContract {
    private final SilenceRecords records = new MemorySilenceRecords();

    @Override protected SilenceRecords records() {
        return records;
    }
}
