package org.mailferry.lab.story;

import org.mailferry.kernel.Secret;

/** A person of the runbook and the password by which he logs in. */
public record Player(String userId, Secret password) {}
