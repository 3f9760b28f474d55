/**
 * MyOffice's administration API (PBM, version 2), simulated from the vendor's administration guide 2.8 (INVENTORY part P).
 *
 * <h2>Assumptions</h2>
 * The guide leaves these open, so the simulator had to choose. Nothing else here is invented; a test against the product has to
 * look at each of them first.
 * <ol>
 * <li>{@code expire} is the access token's lifetime in seconds (the guide gives no unit; etcd's keys are in seconds).</li>
 * <li>A refresh works with an access token that is expired, and ends the old pair.</li>
 * <li>A wrong login or password is 401 {@code "WRONG LOGIN OR PASSWORD"}; an unknown token is 401 {@code "TOKEN INVALID"}.</li>
 * <li>A source address blocked for guessing passwords gets 403 with a sentence of its own on every call.</li>
 * <li>An unknown user is 404; a user who exists, is deleted for less than 30 days, or whose address belongs to somebody else is 409.</li>
 * <li>{@code GET} of a user is a flat object of the fields of tables 2 and 3 without the password: {@code alias} is an array of
 *     addresses, {@code quota} a number of kilobytes (rounded down), everything else a string.</li>
 * <li>The list is {@code {"users": [...], "total": n}}, 20 to a page.</li>
 * <li>{@code mailAlternateAddress} is required as table 2 says; the guide's own example leaves it out
 *     ({@link org.mailferry.lab.pbm.PbmSimulator.Settings#alternateAddressRequired()}).</li>
 * <li>{@code alias} is accepted as a comma list, as a JSON array and by JSON Patch {@code add}, all three of which the guide shows.</li>
 * <li>A JSON Patch {@code replace} of a field that was never set sets it, because the guide does so with {@code quota}.</li>
 * <li>A value that breaks a rule is 400 in the form of the documented error, with the rule in place of "is a required value".</li>
 * <li>The lists of tenants and of resource groups are arrays of names; those of resources, distribution lists and mail domains are arrays
 *     of objects with the fields that their forms have, named by {@code mail} or {@code domain}.</li>
 * <li>{@code PATCH /maillists} takes the list's address as the parameter {@code mail}: the guide calls it required and shows no place for it.</li>
 * <li>Something that exists is 409, something that does not is 404, here as with users; an address is given once in the whole installation.</li>
 * <li>Actions and the recall of a message answer with success at once; what they do afterwards is not simulated.</li>
 * </ol>
 */
@NullMarked
package org.mailferry.lab.pbm;

import org.jspecify.annotations.NullMarked;
