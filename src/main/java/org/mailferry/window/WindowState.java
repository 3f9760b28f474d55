package org.mailferry.window;

/** Where a maintenance window stands. {@code REFUSED}, {@code CLOSED} and {@code EXPIRED} are its ends. */
public enum WindowState { REQUESTED, APPROVED, REFUSED, OPEN, CLOSED, EXPIRED }
