/** MyOffice Mail's accounts over its administration API, PBM version 2 (INVENTORY P7–P34, P108–P110). */
@NullMarked
package org.mailferry.target.myoffice;

import org.jspecify.annotations.NullMarked;
