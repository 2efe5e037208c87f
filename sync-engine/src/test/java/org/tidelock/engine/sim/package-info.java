/// A world in memory for the whole engine: a file system with the habits of many ([SimVolume]), the door to it ([SimDisk]), the person who uses it
/// ([SimUser]), what goes wrong there ([DiskTrouble]), and power cuts. All of it is decided by what a test says and by the seed that it gives; there is no
/// thread, no clock of its own and no real file but the profile's, with its index. That half must not know how the engine works, only what it asks of a
/// disk: the contract is `DiskContract`.
///
/// The other half tells stories: a list of [Event]s that [StoryTeller] makes up from a seed, that happens to the devices of a [SimWorld], and after which
/// [Checks] looks at each [Property] against what people have done ([Contents]). [Stories] makes one that fails short, [JavaSource] writes it down, and
/// [KeptStoriesTest] keeps it.
@NullMarked
package org.tidelock.engine.sim;

import org.jspecify.annotations.NullMarked;
