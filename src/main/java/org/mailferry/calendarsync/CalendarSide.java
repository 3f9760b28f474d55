package org.mailferry.calendarsync;

public enum CalendarSide {
    SOURCE, TARGET;

    public CalendarSide other() {
        return this == SOURCE ? TARGET : SOURCE;
    }

    public String text() {
        return this == SOURCE ? "source" : "target";
    }
}
