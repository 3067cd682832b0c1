@NullMarked
package org.lockstep.kit.manifest;

import org.jspecify.annotations.NullMarked;
