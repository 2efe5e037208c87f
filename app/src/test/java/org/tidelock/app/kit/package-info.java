/// Tests of the recovery kit, read back as a person, a scanner and a forensic would.
@NullMarked
package org.tidelock.app.kit;

import org.jspecify.annotations.NullMarked;
