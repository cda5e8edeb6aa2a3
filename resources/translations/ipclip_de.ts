<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About IP-CLIP</source>
        <translation>Über IP-CLIP</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Protects CLIP models against use on domains of images.</source>
        <translation>Schützt CLIP-Modelle davor, auf bestimmten Arten von Bildern verwendet zu werden.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>still loading</source>
        <translation>wird noch geladen</translation>
    </message>
    <message>
        <source>IP-CLIP is free software under the {licence}.</source>
        <translation>IP-CLIP ist freie Software unter der {licence}.</translation>
    </message>
    <message>
        <source>The window is made with Qt and PySide6 under the {licence}: they are installed as packages of their own, you may replace them by versions that you changed, and their source code is at {source}.</source>
        <translation>Das Fenster ist mit Qt und PySide6 unter der {licence} gemacht: Sie sind als eigene Pakete installiert, Sie dürfen sie durch selbst geänderte Fassungen ersetzen, und ihr Quelltext liegt unter {source}.</translation>
    </message>
    <message>
        <source>The libraries that compute (torch, open_clip, numpy and others) have licences of their own.</source>
        <translation>Die Bibliotheken, die rechnen (torch, open_clip, numpy und andere), haben eigene Lizenzen.</translation>
    </message>
    <message>
        <source>Backbones that you download come with the licences of those who published them.</source>
        <translation>Heruntergeladene Backbones kommen mit den Lizenzen derer, die sie veröffentlicht haben.</translation>
    </message>
</context>
<context>
    <name>AccuracyPlot</name>
    <message>
        <source>Validation accuracy of every epoch</source>
        <translation>Validierungsgenauigkeit jeder Epoche</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Chosen: epoch {epoch}</source>
        <translation>Gewählt: Epoche {epoch}</translation>
    </message>
    <message>
        <source>Epoch {epoch}: {first} {authorized} %, {second} {unauthorized} %</source>
        <translation>Epoche {epoch}: {first} {authorized} %, {second} {unauthorized} %</translation>
    </message>
</context>
<context>
    <name>AccuracyTable</name>
    <message>
        <source>Accuracy on the test images, in percent</source>
        <translation>Genauigkeit auf den Testbildern, in Prozent</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Zero-shot CLIP</source>
        <translation>Zero-Shot-CLIP</translation>
    </message>
    <message>
        <source>Unprotected</source>
        <translation>Ungeschützt</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Geschützt</translation>
    </message>
    <message>
        <source>Called unauthorized</source>
        <translation>Unautorisiert genannt</translation>
    </message>
    <message>
        <source>The protected model gives zero-shot CLIP&apos;s answer on {agreement}% of these images.</source>
        <translation>Das geschützte Modell gibt auf {agreement} % dieser Bilder die Antwort von Zero-Shot-CLIP.</translation>
    </message>
</context>
<context>
    <name>AddCard</name>
    <message>
        <source>Add a backbone of your own</source>
        <translation>Ein eigenes Backbone hinzufügen</translation>
    </message>
    <message>
        <source>Name of the backbone</source>
        <translation>Name des Backbones</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>The backbone is being checked</source>
        <translation>Das Backbone wird geprüft</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>Archi&amp;tecture</source>
        <translation>Archi&amp;tektur</translation>
    </message>
    <message>
        <source>There is a backbone of that name; choose another name.</source>
        <translation>Es gibt schon ein Backbone dieses Namens; wählen Sie einen anderen.</translation>
    </message>
</context>
<context>
    <name>AdditionForm</name>
    <message>
        <source>A&amp;dd them</source>
        <translation>Hinzu&amp;fügen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>New licensees of {secret}</source>
        <translation>Neue Lizenznehmer von {secret}</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Progress of the new licensees</source>
        <translation>Fortschritt der neuen Lizenznehmer</translation>
    </message>
    <message>
        <source>In the secret</source>
        <translation>Im Geheimnis</translation>
    </message>
    <message>
        <source>Licens&amp;ees</source>
        <translation>Lizenzn&amp;ehmer</translation>
    </message>
    <message>
        <source>The watermarks of the others stay as they are, and evidence against them stays valid.</source>
        <translation>Die Wasserzeichen der anderen bleiben, wie sie sind, und Beweise gegen sie bleiben gültig.</translation>
    </message>
    <message>
        <source>Their matrices are made…</source>
        <translation>Ihre Matrizen werden erzeugt…</translation>
    </message>
    <message>
        <source>The engine is still loading; this takes a moment.</source>
        <translation>Die Rechenbibliotheken werden noch geladen; das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>The secret&apos;s file was changed meanwhile. Lock the secret and open it again.</source>
        <translation>Die Datei des Geheimnisses wurde inzwischen geändert. Verschließen Sie das Geheimnis, und öffnen Sie es wieder.</translation>
    </message>
    <message>
        <source>This secret has no room for so many; make another one for the rest.</source>
        <translation>So viele passen nicht in dieses Geheimnis; legen Sie für die übrigen ein weiteres an.</translation>
    </message>
    <message>
        <source>Another program is writing the secret. Try again in a moment.</source>
        <translation>Ein anderes Programm schreibt das Geheimnis gerade. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>AdvancedOptions</name>
    <message>
        <source>Back to the defaults</source>
        <translation>Zurück zur Vorgabe</translation>
    </message>
    <message>
        <source>The seed must be a whole number, such as 0.</source>
        <translation>Der Startwert muss eine ganze Zahl sein, zum Beispiel 0.</translation>
    </message>
    <message>
        <source>What works best here</source>
        <translation>Was hier am besten wirkt</translation>
    </message>
    <message>
        <source>As in the published code</source>
        <translation>Wie im veröffentlichten Programm</translation>
    </message>
    <message>
        <source>&amp;Recipe</source>
        <translation>Re&amp;zept</translation>
    </message>
    <message>
        <source>Passes over the images; more take longer.</source>
        <translation>Durchgänge durch die Bilder; mehr dauern länger.</translation>
    </message>
    <message>
        <source>Images of each folder in a step; halved where memory runs out.</source>
        <translation>Bilder jedes Ordners je Schritt; halbiert, wenn der Speicher nicht reicht.</translation>
    </message>
    <message>
        <source>The same number gives the same result on the processor.</source>
        <translation>Dieselbe Zahl ergibt auf dem Prozessor dasselbe Ergebnis.</translation>
    </message>
    <message>
        <source>E&amp;pochs</source>
        <translation>&amp;Epochen</translation>
    </message>
    <message>
        <source>Batch si&amp;ze</source>
        <translation>Stape&amp;lgröße</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Sp&amp;lit</source>
        <translation>&amp;Aufteilung</translation>
    </message>
    <message>
        <source>For training, for choosing the best epoch, for the final test.</source>
        <translation>Für das Training, für die Wahl der besten Epoche, für den letzten Test.</translation>
    </message>
    <message>
        <source>&amp;False rejection</source>
        <translation>Fehla&amp;blehnung</translation>
    </message>
    <message>
        <source>Share of authorized images that the verdict may doubt.</source>
        <translation>Anteil autorisierter Bilder, an denen das Urteil zweifeln darf.</translation>
    </message>
    <message>
        <source>Random &amp;crops</source>
        <translation>Zufällige Auss&amp;chnitte</translation>
    </message>
    <message>
        <source>Views drawn of each image beside itself and its mirror image.</source>
        <translation>Ansichten jedes Bildes neben ihm selbst und seinem Spiegelbild.</translation>
    </message>
    <message>
        <source>Training share</source>
        <translation>Anteil für das Training</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Anteil für die Validierung</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>Anteil für den Test</translation>
    </message>
</context>
<context>
    <name>AnswerStep</name>
    <message>
        <source>Progress of the questions</source>
        <translation>Fortschritt der Befragung</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Opening the secret, reading the model and the images…</source>
        <translation>Geheimnis, Modell und Bilder werden gelesen…</translation>
    </message>
</context>
<context>
    <name>AppearanceCard</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>Far&amp;ben</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation>Die Sprache wechselt mit dem nächsten Start des Programms.</translation>
    </message>
</context>
<context>
    <name>AttackForm</name>
    <message>
        <source>Folder of images to try attacks on</source>
        <translation>Ordner mit Bildern für die Angriffe</translation>
    </message>
    <message>
        <source>Ordinary images, one subfolder for each class</source>
        <translation>Gewöhnliche Bilder, ein Unterordner je Klasse</translation>
    </message>
    <message>
        <source>&amp;Try the attacks</source>
        <translation>Angriffe ver&amp;suchen</translation>
    </message>
    <message>
        <source>Embeddings that a suspect is asked for</source>
        <translation>Einbettungen, nach denen ein Verdächtiger gefragt wird</translation>
    </message>
    <message>
        <source>Thefts with each attack</source>
        <translation>Diebstähle mit jedem Angriff</translation>
    </message>
    <message>
        <source>Th&amp;efts</source>
        <translation>Di&amp;ebstähle</translation>
    </message>
    <message>
        <source>I&amp;mages</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation>B&amp;udget</translation>
    </message>
    <message>
        <source>Open the secret above that shall be attacked.</source>
        <translation>Öffnen Sie oben das Geheimnis, das angegriffen werden soll.</translation>
    </message>
    <message>
        <source>Choose a folder of images, one subfolder for each class.</source>
        <translation>Wählen Sie einen Ordner mit Bildern, ein Unterordner je Klasse.</translation>
    </message>
    <message>
        <source>The engine is still loading; this takes a moment.</source>
        <translation>Die Rechenbibliotheken werden noch geladen; das dauert einen Augenblick.</translation>
    </message>
</context>
<context>
    <name>AttackView</name>
    <message>
        <source>Progress of the attacks</source>
        <translation>Fortschritt der Angriffe</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Attack</source>
        <translation>Angriff</translation>
    </message>
    <message>
        <source>Theft</source>
        <translation>Diebstahl</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>Benannt</translation>
    </message>
    <message>
        <source>p-value</source>
        <translation>p-Wert</translation>
    </message>
    <message>
        <source>Zero-shot</source>
        <translation>Zero-Shot</translation>
    </message>
    <message>
        <source>Image to text</source>
        <translation>Bild zu Text</translation>
    </message>
    <message>
        <source>Text to image</source>
        <translation>Text zu Bild</translation>
    </message>
    <message>
        <source>Attacks</source>
        <translation>Angriffe</translation>
    </message>
    <message>
        <source>Save table and p&amp;lot…</source>
        <translation>Tabelle und Bild s&amp;ichern…</translation>
    </message>
    <message>
        <source>Reading the model and the images…</source>
        <translation>Modell und Bilder werden gelesen…</translation>
    </message>
    <message>
        <source>Thefts are tried out on your own secret: what a thief does to the embeddings, whether you still see it and name him, and what the embeddings are still good for.</source>
        <translation>Diebstähle werden an Ihrem eigenen Geheimnis durchgespielt: was ein Dieb mit den Einbettungen macht, ob Sie es noch sehen und ihn benennen und wozu die Einbettungen noch taugen.</translation>
    </message>
    <message>
        <source>{done} of {total} attacks</source>
        <translation>{done} von {total} Angriffen</translation>
    </message>
    <message>
        <source>Folder for table and plot</source>
        <translation>Ordner für Tabelle und Bild</translation>
    </message>
    <message>
        <source>The table (CSV and Markdown) and the plot (PNG and SVG) are in {folder}.</source>
        <translation>Die Tabelle (CSV und Markdown) und das Bild (PNG und SVG) sind in {folder}.</translation>
    </message>
</context>
<context>
    <name>Attacks</name>
    <message>
        <source>seen</source>
        <translation>erkannt</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>nicht erkannt</translation>
    </message>
    <message>
        <source>seen in {seen} of {trials}</source>
        <translation>erkannt in {seen} von {trials}</translation>
    </message>
    <message>
        <source>{won} of {total} attacks hide the theft. </source>
        <translation>{won} von {total} Angriffen verbergen den Diebstahl. </translation>
    </message>
    <message>
        <source>None of {total} attacks hides the theft. </source>
        <translation>Keiner von {total} Angriffen verbirgt den Diebstahl. </translation>
    </message>
    <message>
        <source>{queries} questions; {trials} thefts judged for each. Unmarked, zero-shot accuracy is {clean}; by guessing, {chance}.</source>
        <translation>{queries} Fragen; je {trials} Diebstähle beurteilt. Ohne Wasserzeichen ist die Zero-Shot-Genauigkeit {clean}; geraten {chance}.</translation>
    </message>
    <message>
        <source>Distribution test: p = {p}</source>
        <translation>Verteilungstest: p = {p}</translation>
    </message>
    <message>
        <source>trigger test: p = {p}</source>
        <translation>Auslösetest: p = {p}</translation>
    </message>
    <message>
        <source>after aligning dimensions: p = {p}</source>
        <translation>nach dem Ausrichten der Dimensionen: p = {p}</translation>
    </message>
    <message>
        <source>limit {limit}</source>
        <translation>Grenze {limit}</translation>
    </message>
    <message>
        <source>Why it may win: {reason}.</source>
        <translation>Warum er gelingen kann: {reason}.</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>nichts geändert</translation>
    </message>
    <message>
        <source>half precision</source>
        <translation>halbe Genauigkeit</translation>
    </message>
    <message>
        <source>rounding to {amount} bits</source>
        <translation>auf {amount} Bit gerundet</translation>
    </message>
    <message>
        <source>noise {amount}</source>
        <translation>Rauschen {amount}</translation>
    </message>
    <message>
        <source>{amount}% of dimensions zeroed</source>
        <translation>{amount}% der Dimensionen auf null</translation>
    </message>
    <message>
        <source>{amount}% of dimensions cut off</source>
        <translation>{amount}% der Dimensionen entfernt</translation>
    </message>
    <message>
        <source>signs flipped</source>
        <translation>Vorzeichen gewechselt</translation>
    </message>
    <message>
        <source>dimensions permuted</source>
        <translation>Dimensionen vertauscht</translation>
    </message>
    <message>
        <source>PCA to {amount}% of dimensions</source>
        <translation>PCA auf {amount}% der Dimensionen</translation>
    </message>
    <message>
        <source>unknown rotation</source>
        <translation>unbekannte Drehung</translation>
    </message>
    <message>
        <source>rotation and noise {amount}</source>
        <translation>Drehung und Rauschen {amount}</translation>
    </message>
    <message>
        <source>mean removed</source>
        <translation>Mittelwert entfernt</translation>
    </message>
    <message>
        <source>mean removed, rotation</source>
        <translation>Mittelwert entfernt, Drehung</translation>
    </message>
    <message>
        <source>whitening</source>
        <translation>Whitening</translation>
    </message>
    <message>
        <source>whitening and rotation</source>
        <translation>Whitening und Drehung</translation>
    </message>
    <message>
        <source>average of two licensees</source>
        <translation>Mittel zweier Lizenznehmer</translation>
    </message>
    <message>
        <source>{amount}% clean embeddings</source>
        <translation>{amount}% unmarkierte Einbettungen</translation>
    </message>
    <message>
        <source>matrix solved from {amount} · D queries</source>
        <translation>Matrix gelöst aus {amount} · D Fragen</translation>
    </message>
    <message>
        <source>a rotation costs nothing and looks like another licensee&apos;s matrix; only cosines within the answers remain, which exact mode leaves as they are</source>
        <translation>eine Drehung kostet nichts und sieht aus wie die Matrix eines anderen Lizenznehmers; es bleiben nur die Kosinus innerhalb der Antworten, die der exakte Modus nicht ändert</translation>
    </message>
    <message>
        <source>without what all embeddings share, cosines change by more than by the watermark</source>
        <translation>ohne das, was allen Einbettungen gemeinsam ist, ändern sich die Kosinus mehr als durch das Wasserzeichen</translation>
    </message>
    <message>
        <source>nothing is changed</source>
        <translation>es wird nichts geändert</translation>
    </message>
    <message>
        <source>digits are lost</source>
        <translation>Stellen gehen verloren</translation>
    </message>
    <message>
        <source>the noise drowns the embeddings</source>
        <translation>das Rauschen übertönt die Einbettungen</translation>
    </message>
    <message>
        <source>what is left out tells nothing</source>
        <translation>was fehlt, sagt nichts</translation>
    </message>
    <message>
        <source>embeddings of another width cannot be compared with the owner&apos;s before they are aligned, and trigger pairs tell less without what is left out</source>
        <translation>Einbettungen anderer Breite lassen sich erst nach dem Ausrichten mit denen des Eigentümers vergleichen, und ohne das Entfernte sagen Auslösepaare weniger</translation>
    </message>
    <message>
        <source>agreement in one half of the dimensions cancels that in the other</source>
        <translation>die Übereinstimmung in der einen Hälfte der Dimensionen hebt die in der anderen auf</translation>
    </message>
    <message>
        <source>no dimension is where the owner looks for it</source>
        <translation>keine Dimension ist dort, wo der Eigentümer sie sucht</translation>
    </message>
    <message>
        <source>coordinates along directions of the thief&apos;s own are a rotation, in another width</source>
        <translation>Koordinaten entlang eigener Richtungen des Diebs sind eine Drehung, in anderer Breite</translation>
    </message>
    <message>
        <source>, and noise drowns what trigger pairs tell</source>
        <translation>, und Rauschen übertönt, was die Auslösepaare sagen</translation>
    </message>
    <message>
        <source>, and a rotation hides all else</source>
        <translation>, und eine Drehung verbirgt alles Übrige</translation>
    </message>
    <message>
        <source>directions are stretched by much more than by the watermark, so that cosines tell little of it</source>
        <translation>Richtungen werden viel stärker gestreckt als durch das Wasserzeichen, sodass die Kosinus wenig davon sagen</translation>
    </message>
    <message>
        <source>each mark is as weak as the other is strong</source>
        <translation>jede Markierung ist so schwach, wie die andere stark ist</translation>
    </message>
    <message>
        <source>the clean embeddings outweigh the stolen ones; whoever has them has the model and nothing left to steal</source>
        <translation>die unmarkierten Einbettungen überwiegen die gestohlenen; wer sie hat, hat das Modell und nichts mehr zu stehlen</translation>
    </message>
    <message>
        <source>whoever has the model itself asks it what he asks the service, solves for the matrix, at least along the directions that embeddings take, and undoes it; he serves a model that he had before</source>
        <translation>wer das Modell selbst hat, fragt es dasselbe wie den Dienst, berechnet die Matrix, wenigstens entlang der Richtungen der Einbettungen, und macht sie rückgängig; er bietet ein Modell an, das er schon hatte</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Not judged</source>
        <translation>Nicht beurteilt</translation>
    </message>
    <message>
        <source>{file}: not judged. {reason}</source>
        <translation>{file}: nicht beurteilt. {reason}</translation>
    </message>
    <message>
        <source>{file}: {verdict}, score {score}. Protected model: {protected}. Zero-shot CLIP: {zero_shot}.</source>
        <translation>{file}: {verdict}, Wert {score}. Geschütztes Modell: {protected}. Zero-Shot-CLIP: {zero_shot}.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Score ({low} | {high})</source>
        <translation>Wert ({low} | {high})</translation>
    </message>
    <message>
        <source>A score of {high} or more is authorized, below {low} unauthorized, between them uncertain.</source>
        <translation>Ein Wert von {high} oder mehr ist autorisiert, unter {low} unautorisiert, dazwischen unsicher.</translation>
    </message>
</context>
<context>
    <name>AuditDrop</name>
    <message>
        <source>This is a web link. Save its images to a folder and drop that folder here.</source>
        <translation>Das ist ein Verweis ins Netz. Speichern Sie die Bilder in einem Ordner und ziehen Sie ihn hierher.</translation>
    </message>
    <message>
        <source>This is text. Drop images or folders of images from your file manager here.</source>
        <translation>Das ist Text. Ziehen Sie Bilder oder Ordner mit Bildern aus Ihrem Dateimanager hierher.</translation>
    </message>
    <message>
        <source>This cannot be used. Drop images or folders from your file manager here.</source>
        <translation>Das ist nicht verwendbar. Ziehen Sie Bilder oder Ordner aus Ihrem Dateimanager hierher.</translation>
    </message>
</context>
<context>
    <name>AuditModel</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Geschützt</translation>
    </message>
    <message>
        <source>Zero-shot</source>
        <translation>Zero-Shot</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Tells for every image whether a protected model would take it for authorized, and how surely.</source>
        <translation>Sagt von jedem Bild, ob ein geschütztes Modell es für autorisiert hielte, und wie sicher.</translation>
    </message>
    <message>
        <source>Images to audit</source>
        <translation>Zu prüfende Bilder</translation>
    </message>
    <message>
        <source>Folder of images to audit</source>
        <translation>Ordner zu prüfender Bilder</translation>
    </message>
</context>
<context>
    <name>AuditTable</name>
    <message>
        <source>Audited images</source>
        <translation>Geprüfte Bilder</translation>
    </message>
    <message>
        <source>{path}: no program shows this file; look whether it is still there.</source>
        <translation>{path}: Kein Programm zeigt diese Datei; sehen Sie nach, ob sie noch da ist.</translation>
    </message>
</context>
<context>
    <name>BackboneChoice</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Manage &amp;backbones</source>
        <translation>Backbones &amp;verwalten</translation>
    </message>
    <message>
        <source>{name} (ships with the program)</source>
        <translation>{name} (gehört zum Programm)</translation>
    </message>
    <message>
        <source>{name} (your own)</source>
        <translation>{name} (Ihr eigenes)</translation>
    </message>
    <message>
        <source>{name} (downloaded, {size})</source>
        <translation>{name} (heruntergeladen, {size})</translation>
    </message>
    <message>
        <source>A small model to try the program with. Add or download others under Backbones.</source>
        <translation>Ein kleines Modell zum Ausprobieren. Weitere fügen Sie unter Backbones hinzu oder laden sie dort herunter.</translation>
    </message>
    <message>
        <source>Add or download others under Backbones.</source>
        <translation>Weitere fügen Sie unter Backbones hinzu oder laden sie dort herunter.</translation>
    </message>
</context>
<context>
    <name>BackboneDetails</name>
    <message>
        <source>The chosen backbone</source>
        <translation>Das gewählte Backbone</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the identity hash</source>
        <translation>Kennung kopieren</translation>
    </message>
    <message>
        <source>Com&amp;pute</source>
        <translation>Be&amp;rechnen</translation>
    </message>
    <message>
        <source>Compute the identity hash</source>
        <translation>Kennung berechnen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>Open the folder of the backbone</source>
        <translation>Ordner des Backbones öffnen</translation>
    </message>
    <message>
        <source>&amp;Download…</source>
        <translation>&amp;Herunterladen…</translation>
    </message>
    <message>
        <source>Download the backbone</source>
        <translation>Das Backbone herunterladen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Remove the backbone</source>
        <translation>Das Backbone entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Told before the download begins</source>
        <translation>Wird vor dem Herunterladen genannt</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Nicht auf diesem Rechner</translation>
    </message>
    <message>
        <source>Not computed yet</source>
        <translation>Noch nicht berechnet</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>The identity hash is in the clipboard.</source>
        <translation>Die Kennung ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Remove {name} from the list? Its files stay where they are.</source>
        <translation>{name} aus der Liste entfernen? Die Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Delete the download of {name}? Runs with it need it again.</source>
        <translation>{name} vom Rechner löschen? Läufe damit brauchen es wieder.</translation>
    </message>
</context>
<context>
    <name>BackboneList</name>
    <message>
        <source>Search, for instance ViT-B-16</source>
        <translation>Suchen, zum Beispiel ViT-B-16</translation>
    </message>
    <message>
        <source>Search backbones</source>
        <translation>Backbones suchen</translation>
    </message>
    <message>
        <source>No backbone has such a name.</source>
        <translation>Kein Backbone heißt so.</translation>
    </message>
    <message>
        <source>Backbones</source>
        <translation>Backbones</translation>
    </message>
</context>
<context>
    <name>BackboneModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Gehört zum Programm</translation>
    </message>
    <message>
        <source>Added by you</source>
        <translation>Von Ihnen hinzugefügt</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Recommended, not downloaded</source>
        <translation>Empfohlen, nicht geladen</translation>
    </message>
    <message>
        <source>Not downloaded</source>
        <translation>Nicht geladen</translation>
    </message>
</context>
<context>
    <name>BackbonesPage</name>
    <message>
        <source>Backbones</source>
        <translation>Backbones</translation>
    </message>
    <message>
        <source>Add a &amp;folder…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add a chec&amp;kpoint file…</source>
        <translation>&amp;Modelldatei hinzufügen…</translation>
    </message>
    <message>
        <source>The engine is loading; the list appears in a moment.</source>
        <translation>Die Rechenbibliotheken werden geladen; die Liste erscheint gleich.</translation>
    </message>
    <message>
        <source>A CLIP of your own? Drop its folder or checkpoint file anywhere on this page.</source>
        <translation>Ein eigenes CLIP? Ziehen Sie seinen Ordner oder seine Modelldatei irgendwo auf diese Seite.</translation>
    </message>
    <message>
        <source>A backbone is the CLIP model that a run protects; it stays as it is. Nothing is downloaded unasked.</source>
        <translation>Ein Backbone ist das CLIP-Modell, das ein Lauf schützt; es bleibt, wie es ist. Ungefragt wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>{name} is downloaded and can be used.</source>
        <translation>{name} ist heruntergeladen und kann verwendet werden.</translation>
    </message>
    <message>
        <source>{name} is added and can be used.</source>
        <translation>{name} ist hinzugefügt und kann verwendet werden.</translation>
    </message>
    <message>
        <source>Folder of a CLIP model</source>
        <translation>Ordner eines CLIP-Modells</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors *.pt *.pth *.bin);;All files (*)</source>
        <translation>Modelldateien (*.safetensors *.pt *.pth *.bin);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Checkpoint of a CLIP model</source>
        <translation>Datei eines CLIP-Modells</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Progress of the experiment</source>
        <translation>Fortschritt des Experiments</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Scenario and recipe</source>
        <translation>Szenario und Rezept</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Zelle</translation>
    </message>
    <message>
        <source>Why it failed</source>
        <translation>Warum sie fehlschlug</translation>
    </message>
    <message>
        <source>Failed cells</source>
        <translation>Fehlgeschlagene Zellen</translation>
    </message>
    <message>
        <source>Open the fol&amp;der</source>
        <translation>Ordn&amp;er öffnen</translation>
    </message>
    <message>
        <source>Save the &amp;picture…</source>
        <translation>&amp;Bild speichern…</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>&amp;Zeige</translation>
    </message>
    <message>
        <source>Accuracy of the protected model in percent. Rows: what it was protected for. Columns: what it was tested on. Framed in green: what it shall recognize.</source>
        <translation>Genauigkeit des geschützten Modells in Prozent. Zeilen: wofür es geschützt wurde. Spalten: worauf es getestet wurde. Grün gerahmt: was es erkennen soll.</translation>
    </message>
    <message>
        <source>{done} of {total} cells</source>
        <translation>{done} von {total} Zellen</translation>
    </message>
    <message>
        <source>Done: {cells}</source>
        <translation>Fertig: {cells}</translation>
    </message>
    <message>
        <source>Stopped at {cells}; what is finished is kept</source>
        <translation>Angehalten bei {cells}; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Failed. The message above tells why and what to do.</source>
        <translation>Fehlgeschlagen. Die Meldung oben sagt, warum und was zu tun ist.</translation>
    </message>
    <message>
        <source>Looking for the domains…</source>
        <translation>Suche die Domänen…</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>at least {time} left, to go by the first epochs</source>
        <translation>mindestens noch {time}, nach den ersten Epochen zu urteilen</translation>
    </message>
    <message>
        <source>Save the heat map</source>
        <translation>Heatmap speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gespeichert als {path}.</translation>
    </message>
</context>
<context>
    <name>BottomRow</name>
    <message>
        <source>Add i&amp;mages…</source>
        <translation>B&amp;ilder hinzufügen…</translation>
    </message>
    <message>
        <source>Add a &amp;folder…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Cancel the report</source>
        <translation>Bericht abbre&amp;chen</translation>
    </message>
    <message>
        <source>Save a &amp;report…</source>
        <translation>Be&amp;richt speichern…</translation>
    </message>
    <message>
        <source>The listed files, in their order, as a page, CSV or JSON</source>
        <translation>Die gelisteten Dateien in ihrer Reihenfolge, als Seite, CSV oder JSON</translation>
    </message>
    <message>
        <source>{total} files</source>
        <translation>{total} Dateien</translation>
    </message>
    <message>
        <source>{listed} of {total} files listed</source>
        <translation>{listed} von {total} Dateien gelistet</translation>
    </message>
    <message>
        <source>None of the {total} files is like that</source>
        <translation>Keine der {total} Dateien ist so</translation>
    </message>
    <message>
        <source>Writing the report: {done} of {total}</source>
        <translation>Bericht wird geschrieben: {done} von {total}</translation>
    </message>
</context>
<context>
    <name>BundleFacts</name>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Licensee</source>
        <translation>Lizenznehmer</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Nutzungsrecht</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Its identity</source>
        <translation>Dessen Kennung</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>From {start}, without an end</source>
        <translation>Ab {start}, unbefristet</translation>
    </message>
    <message>
        <source>From {start} to {end}</source>
        <translation>Von {start} bis {end}</translation>
    </message>
    <message>
        <source>No: whoever has the file can use it</source>
        <translation>Nein: Wer die Datei hat, kann sie verwenden</translation>
    </message>
    <message>
        <source>For {recipient}</source>
        <translation>Für {recipient}</translation>
    </message>
    <message>
        <source>For you: you have the key that opens it</source>
        <translation>Für Sie: Sie haben den Schlüssel, der es öffnet</translation>
    </message>
    <message>
        <source>For {recipient}, a key that you do not have</source>
        <translation>Für {recipient}, einen Schlüssel, den Sie nicht haben</translation>
    </message>
</context>
<context>
    <name>BundleMetrics</name>
    <message>
        <source>zero-shot CLIP right</source>
        <translation>Zero-Shot-CLIP richtig</translation>
    </message>
    <message>
        <source>unprotected model right</source>
        <translation>ungeschütztes Modell richtig</translation>
    </message>
    <message>
        <source>protected model right</source>
        <translation>geschütztes Modell richtig</translation>
    </message>
    <message>
        <source>called unauthorized</source>
        <translation>unautorisiert genannt</translation>
    </message>
    <message>
        <source>AUROC of the verdict</source>
        <translation>AUROC des Urteils</translation>
    </message>
    <message>
        <source>authorized images rejected</source>
        <translation>abgelehnte autorisierte Bilder</translation>
    </message>
    <message>
        <source>unauthorized images detected</source>
        <translation>erkannte unautorisierte Bilder</translation>
    </message>
    <message>
        <source>authorized from this score</source>
        <translation>autorisiert ab diesem Wert</translation>
    </message>
    <message>
        <source>unauthorized below this score</source>
        <translation>unautorisiert unter diesem Wert</translation>
    </message>
</context>
<context>
    <name>Bundles</name>
    <message>
        <source>It is as it was signed with your own key “{name}”, and may be used.</source>
        <translation>Es ist, wie es mit Ihrem eigenen Schlüssel „{name}“ signiert wurde, und darf verwendet werden.</translation>
    </message>
    <message>
        <source>Intact, signed by you</source>
        <translation>Unversehrt, von Ihnen signiert</translation>
    </message>
    <message>
        <source>It is as “{name}” signed it, whom you trust, and may be used.</source>
        <translation>Es ist, wie „{name}“ es signiert hat, dem Sie vertrauen, und darf verwendet werden.</translation>
    </message>
    <message>
        <source>Intact, issuer trusted</source>
        <translation>Unversehrt, Sie vertrauen dem Aussteller</translation>
    </message>
    <message>
        <source>Nothing in it was altered since it was signed, but anybody may have signed it. Compare the fingerprint with the one that the issuer has told you, then trust him.</source>
        <translation>Nichts darin wurde seit der Signatur verändert, aber jeder kann es signiert haben. Vergleichen Sie den Fingerabdruck mit dem, den der Aussteller Ihnen genannt hat, und vertrauen Sie ihm dann.</translation>
    </message>
    <message>
        <source>Intact, issuer unknown</source>
        <translation>Unversehrt, Aussteller unbekannt</translation>
    </message>
    <message>
        <source>Altered, do not use it</source>
        <translation>Verändert, nicht verwenden</translation>
    </message>
    <message>
        <source>Not a bundle</source>
        <translation>Kein Paket</translation>
    </message>
    <message>
        <source>Made by a newer version</source>
        <translation>Von einer neueren Version erstellt</translation>
    </message>
    <message>
        <source>Intact, but expired</source>
        <translation>Unversehrt, aber abgelaufen</translation>
    </message>
    <message>
        <source>Intact, but not valid yet</source>
        <translation>Unversehrt, aber noch nicht gültig</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>Intact</source>
        <translation>Unversehrt</translation>
    </message>
    <message>
        <source>Intact, encrypted</source>
        <translation>Unversehrt, verschlüsselt</translation>
    </message>
    <message>
        <source>Altered</source>
        <translation>Verändert</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Does not belong here</source>
        <translation>Gehört nicht hierher</translation>
    </message>
    <message>
        <source>Cannot be told</source>
        <translation>Lässt sich nicht sagen</translation>
    </message>
</context>
<context>
    <name>BundlesPage</name>
    <message>
        <source>Bundles</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>A bundle is the protected prompt of a run, signed for one licensee. Whoever alters it is found out, and the public backbone without it is zero-shot CLIP. It does not protect from the licensee himself: a licensee who can run it can extract it.</source>
        <translation>Ein Paket ist der geschützte Prompt eines Laufs, signiert für einen Lizenznehmer. Wer es verändert, fällt auf, und das öffentliche Backbone ohne das Paket ist Zero-Shot-CLIP. Vor dem Lizenznehmer selbst schützt es nicht: Wer es ausführen kann, kann es auch herauslösen.</translation>
    </message>
</context>
<context>
    <name>CacheCard</name>
    <message>
        <source>Cache</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>What was computed from your images is kept, so that the next run starts faster.</source>
        <translation>Was aus Ihren Bildern berechnet wurde, wird aufgehoben, damit der nächste Lauf schneller beginnt.</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Largest si&amp;ze</source>
        <translation>Größter &amp;Umfang</translation>
    </message>
    <message>
        <source>Largest size of the cache</source>
        <translation>Größter Umfang des Zwischenspeichers</translation>
    </message>
    <message>
        <source>The variable {variable} of this system sets the size.</source>
        <translation>Die Variable {variable} dieses Systems bestimmt den Umfang.</translation>
    </message>
    <message>
        <source>Clear the cach&amp;e</source>
        <translation>Zwischenspeicher &amp;leeren</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>The engine is loading…</source>
        <translation>Die Rechenbibliotheken werden geladen…</translation>
    </message>
    <message>
        <source>Looking into the cache…</source>
        <translation>Der Zwischenspeicher wird angesehen…</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Automatic ({size} MiB)</source>
        <translation>Automatisch ({size} MiB)</translation>
    </message>
    <message>
        <source>Clear the cache? Nothing of yours is lost; the next run computes it again.</source>
        <translation>Zwischenspeicher leeren? Nichts von Ihnen geht verloren; der nächste Lauf rechnet neu.</translation>
    </message>
    <message>
        <source>{count} views of images, {size} of at most {limit}</source>
        <translation>{count} Ansichten von Bildern, {size} von höchstens {limit}</translation>
    </message>
    <message>
        <source>The cache is empty; {size} of the disk are free again.</source>
        <translation>Der Zwischenspeicher ist leer; {size} der Platte sind wieder frei.</translation>
    </message>
</context>
<context>
    <name>CodeLine</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <translation>Kopieren: {what}</translation>
    </message>
    <message>
        <source>{what} is in the clipboard.</source>
        <translation>{what} ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Authorized images</source>
        <translation>Autorisierte Bilder</translation>
    </message>
    <message>
        <source>Unauthorized images</source>
        <translation>Unautorisierte Bilder</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Epochs finished</source>
        <translation>Fertige Epochen</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Epochs planned</source>
        <translation>Geplante Epochen</translation>
    </message>
    <message>
        <source>Images of each kind a step</source>
        <translation>Bilder jeder Art je Schritt</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Views of an image in other styles</source>
        <translation>Ansichten eines Bildes in anderen Stilen</translation>
    </message>
    <message>
        <source>Views of an image with other patterns</source>
        <translation>Ansichten eines Bildes mit anderen Mustern</translation>
    </message>
    <message>
        <source>Training images in percent</source>
        <translation>Trainingsbilder in Prozent</translation>
    </message>
    <message>
        <source>Validation images in percent</source>
        <translation>Validierungsbilder in Prozent</translation>
    </message>
    <message>
        <source>Test images in percent</source>
        <translation>Testbilder in Prozent</translation>
    </message>
    <message>
        <source>Mirrored views</source>
        <translation>Gespiegelte Ansichten</translation>
    </message>
    <message>
        <source>Random crops of an image</source>
        <translation>Zufällige Ausschnitte je Bild</translation>
    </message>
    <message>
        <source>Smallest share of a crop</source>
        <translation>Kleinster Anteil eines Ausschnitts</translation>
    </message>
    <message>
        <source>Images of a class in the feature bank</source>
        <translation>Bilder je Klasse in der Merkmalsbank</translation>
    </message>
    <message>
        <source>Accepted false rejection</source>
        <translation>Zugelassene Fehlablehnung</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>{model}: {images} (%)</source>
        <translation>{model}: {images} (%)</translation>
    </message>
    <message>
        <source>W_ua at most</source>
        <translation>W_ua höchstens</translation>
    </message>
    <message>
        <source>Strict W_ua</source>
        <translation>Strenges W_ua</translation>
    </message>
    <message>
        <source>Strict W_ua at most</source>
        <translation>Strenges W_ua höchstens</translation>
    </message>
    <message>
        <source>Unauthorized images recognized</source>
        <translation>Unautorisierte Bilder erkannt</translation>
    </message>
    <message>
        <source>Authorized images rejected by mistake</source>
        <translation>Autorisierte Bilder irrtümlich abgelehnt</translation>
    </message>
    <message>
        <source>Chosen epoch</source>
        <translation>Gewählte Epoche</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Geschützt</translation>
    </message>
    <message>
        <source>Unprotected</source>
        <translation>Ungeschützt</translation>
    </message>
    <message>
        <source>Zero-shot CLIP</source>
        <translation>Zero-Shot-CLIP</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>&amp;Back to the runs</source>
        <translation>&amp;Zurück zu den Läufen</translation>
    </message>
    <message>
        <source>Results of both runs</source>
        <translation>Ergebnisse beider Läufe</translation>
    </message>
    <message>
        <source>Settings of both runs</source>
        <translation>Einstellungen beider Läufe</translation>
    </message>
    <message>
        <source>Show only what &amp;differs</source>
        <translation>Nur &amp;Unterschiede zeigen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Accuracy on validation images</source>
        <translation>Genauigkeit auf den Validierungsbildern</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} und {second}</translation>
    </message>
</context>
<context>
    <name>ComparisonPlot</name>
    <message>
        <source>Validation accuracies of both runs</source>
        <translation>Validierungsgenauigkeiten beider Läufe</translation>
    </message>
    <message>
        <source>{run}: {images}</source>
        <translation>{run}: {images}</translation>
    </message>
</context>
<context>
    <name>ComparisonTable</name>
    <message>
        <source>differs</source>
        <translation>verschieden</translation>
    </message>
</context>
<context>
    <name>ComputingCard</name>
    <message>
        <source>Computing and network</source>
        <translation>Rechnen und Netz</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>&amp;Processor threads</source>
        <translation>&amp;Prozessor-Threads</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>Work o&amp;ffline: never download anything</source>
        <translation>O&amp;ffline arbeiten: nie etwas herunterladen</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Nothing is ever downloaded unless you ask for it.</source>
        <translation>Es wird nie etwas heruntergeladen, wenn Sie es nicht verlangen.</translation>
    </message>
    <message>
        <source>The number of threads changes when the program is started again.</source>
        <translation>Die Zahl der Threads wechselt mit dem nächsten Start des Programms.</translation>
    </message>
    <message>
        <source>Automatic takes as many as the processor has cores.</source>
        <translation>Automatisch nimmt so viele, wie der Prozessor Kerne hat.</translation>
    </message>
    <message>
        <source>Threads in use at present: {threads}</source>
        <translation>Zurzeit verwendete Threads: {threads}</translation>
    </message>
    <message>
        <source>The variable {variable} of this system keeps the program offline.</source>
        <translation>Die Variable {variable} dieses Systems hält das Programm offline.</translation>
    </message>
</context>
<context>
    <name>ConfusionModel</name>
    <message>
        <source>{count} of {total} images of {true} are recognized ({part}).</source>
        <translation>{count} von {total} Bildern von {true} werden erkannt ({part}).</translation>
    </message>
    <message>
        <source>{count} of {total} images of {true} are taken for {predicted} ({part}).</source>
        <translation>{count} von {total} Bildern von {true} werden für {predicted} gehalten ({part}).</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>Ima&amp;ges of</source>
        <translation>&amp;Bilder von</translation>
    </message>
    <message>
        <source>Protected model</source>
        <translation>Geschütztes Modell</translation>
    </message>
    <message>
        <source>Zero-shot CLIP</source>
        <translation>Zero-Shot-CLIP</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>1 image</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{count} images</source>
        <translation>{count} Bilder</translation>
    </message>
    <message>
        <source>no class folders</source>
        <translation>keine Klassenordner</translation>
    </message>
    <message>
        <source>1 class</source>
        <translation>1 Klasse</translation>
    </message>
    <message>
        <source>{count} classes</source>
        <translation>{count} Klassen</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Losses of every epoch</source>
        <translation>Verluste jeder Epoche</translation>
    </message>
</context>
<context>
    <name>DeviceChoice</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic: {device}</source>
        <translation>Automatisch: {device}</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>{kind} {device}, {memory} GB</source>
        <translation>{kind} {device}, {memory} GB</translation>
    </message>
</context>
<context>
    <name>DomainChoice</name>
    <message>
        <source>Which one may the model work on, and on which one shall it fail?</source>
        <translation>Auf welcher darf das Modell arbeiten, und auf welcher soll es versagen?</translation>
    </message>
    <message>
        <source>Use these &amp;two</source>
        <translation>Diese &amp;beiden verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use none of these domains</source>
        <translation>Keine dieser Domänen verwenden</translation>
    </message>
    <message>
        <source>Choice of domains</source>
        <translation>Wahl der Domänen</translation>
    </message>
    <message>
        <source>{folder} holds {count} groups of images</source>
        <translation>{folder} enthält {count} Gruppen von Bildern</translation>
    </message>
    <message>
        <source>Which one may the model work on?</source>
        <translation>Auf welcher darf das Modell arbeiten?</translation>
    </message>
    <message>
        <source>Use &amp;this one</source>
        <translation>&amp;Diese verwenden</translation>
    </message>
    <message>
        <source>Some images of {domain}</source>
        <translation>Einige Bilder von {domain}</translation>
    </message>
    <message>
        <source>Authorized</source>
        <translation>Autorisiert</translation>
    </message>
    <message>
        <source>Unauthorized</source>
        <translation>Unautorisiert</translation>
    </message>
</context>
<context>
    <name>DomainTest</name>
    <message>
        <source>Progress of the test</source>
        <translation>Fortschritt des Tests</translation>
    </message>
    <message>
        <source>&amp;Cancel the test</source>
        <translation>Test a&amp;bbrechen</translation>
    </message>
    <message>
        <source>Testing on {domains}…</source>
        <translation>Teste auf {domains}…</translation>
    </message>
</context>
<context>
    <name>Domains</name>
    <message>
        <source>{domain}, with trigger</source>
        <translation>{domain}, mit Muster</translation>
    </message>
    <message>
        <source>{domain}, without trigger</source>
        <translation>{domain}, ohne Muster</translation>
    </message>
    <message>
        <source>Authorized</source>
        <translation>Autorisiert</translation>
    </message>
    <message>
        <source>In other styles</source>
        <translation>In anderen Stilen</translation>
    </message>
    <message>
        <source>Without trigger</source>
        <translation>Ohne Muster</translation>
    </message>
    <message>
        <source>With trigger</source>
        <translation>Mit Muster</translation>
    </message>
    <message>
        <source>Unauthorized</source>
        <translation>Unautorisiert</translation>
    </message>
    <message>
        <source>Authorized images</source>
        <translation>Autorisierte Bilder</translation>
    </message>
    <message>
        <source>The same in other styles</source>
        <translation>Dieselben in anderen Stilen</translation>
    </message>
    <message>
        <source>Images without trigger</source>
        <translation>Bilder ohne Muster</translation>
    </message>
    <message>
        <source>Images with trigger</source>
        <translation>Bilder mit Muster</translation>
    </message>
    <message>
        <source>All other images</source>
        <translation>Alle anderen Bilder</translation>
    </message>
    <message>
        <source>Unauthorized images</source>
        <translation>Unautorisierte Bilder</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Unsicher</translation>
    </message>
</context>
<context>
    <name>DownloadCard</name>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Fortschritt des Herunterladens</translation>
    </message>
    <message>
        <source>&amp;Start the download</source>
        <translation>Herunterladen &amp;beginnen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Asking the server for the size…</source>
        <translation>Der Server wird nach der Größe gefragt…</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>{name} herunterladen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Size: {size}</source>
        <translation>Größe: {size}</translation>
    </message>
    <message>
        <source>Destination: {folder}</source>
        <translation>Ziel: {folder}</translation>
    </message>
    <message>
        <source>Free there: {size}</source>
        <translation>Dort frei: {size}</translation>
    </message>
    <message>
        <source>Here from an earlier attempt: {size}</source>
        <translation>Von einem früheren Versuch schon hier: {size}</translation>
    </message>
    <message>
        <source>The disk is too full: free {size} there and try again.</source>
        <translation>Die Platte ist zu voll: Schaffen Sie dort {size} Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut…</translation>
    </message>
    <message>
        <source>Checking what has arrived…</source>
        <translation>Was ankam, wird geprüft…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>, {rate} a second</source>
        <translation>, {rate} je Sekunde</translation>
    </message>
    <message>
        <source>, about {minutes} min left</source>
        <translation>, noch etwa {minutes} min</translation>
    </message>
</context>
<context>
    <name>DropCover</name>
    <message>
        <source>Release to let this bundle judge</source>
        <translation>Loslassen, damit dieses Paket urteilt</translation>
    </message>
    <message>
        <source>Release to audit this</source>
        <translation>Loslassen, um dies zu prüfen</translation>
    </message>
</context>
<context>
    <name>DropFace</name>
    <message>
        <source>Counting images</source>
        <translation>Bilder werden gezählt</translation>
    </message>
    <message>
        <source>Release to use this folder</source>
        <translation>Loslassen, um diesen Ordner zu verwenden</translation>
    </message>
    <message>
        <source>Looking into {folder}…</source>
        <translation>{folder} wird angesehen…</translation>
    </message>
    <message>
        <source>{folder} contains no images. Drop a folder with one subfolder of images for each class.</source>
        <translation>{folder} enthält keine Bilder. Ziehen Sie einen Ordner mit einem Unterordner voller Bilder je Klasse hierher.</translation>
    </message>
    <message>
        <source>{folder} holds {count} groups of images in folders within folders, too many to choose among. Drop a folder with one subfolder of images for each class.</source>
        <translation>{folder} enthält {count} Gruppen von Bildern in Ordnern innerhalb von Ordnern, zu viele zum Auswählen. Ziehen Sie einen Ordner mit einem Unterordner voller Bilder je Klasse hierher.</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Change the folder</source>
        <translation>Ordner ändern</translation>
    </message>
    <message>
        <source>Clear the folder</source>
        <translation>Ordner vergessen</translation>
    </message>
    <message>
        <source>Cancel counting</source>
        <translation>Zählen abbrechen</translation>
    </message>
</context>
<context>
    <name>DropWords</name>
    <message>
        <source>Authorized images</source>
        <translation>Autorisierte Bilder</translation>
    </message>
    <message>
        <source>The model keeps working on images like these.</source>
        <translation>Auf solchen Bildern arbeitet das Modell weiter.</translation>
    </message>
    <message>
        <source>One subfolder for each class, such as cat, dog, owl</source>
        <translation>Ein Unterordner je Klasse, etwa Katze, Hund, Eule</translation>
    </message>
    <message>
        <source>Choose &amp;authorized folder…</source>
        <translation>Aut&amp;orisierten Ordner wählen…</translation>
    </message>
    <message>
        <source>Folder of authorized images</source>
        <translation>Ordner der autorisierten Bilder</translation>
    </message>
    <message>
        <source>Unauthorized images</source>
        <translation>Unautorisierte Bilder</translation>
    </message>
    <message>
        <source>The model stops working on images like these.</source>
        <translation>Auf solchen Bildern arbeitet das Modell nicht mehr.</translation>
    </message>
    <message>
        <source>Subfolders of the same names, or just images</source>
        <translation>Unterordner derselben Namen oder bloß Bilder</translation>
    </message>
    <message>
        <source>Choose &amp;unauthorized folder…</source>
        <translation>&amp;Unautorisierten Ordner wählen…</translation>
    </message>
    <message>
        <source>Folder of unauthorized images</source>
        <translation>Ordner der unautorisierten Bilder</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Choose i&amp;mages…</source>
        <translation>B&amp;ilder wählen…</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>&amp;Ordner wählen…</translation>
    </message>
    <message>
        <source>Drop images and folders here</source>
        <translation>Bilder und Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>Choose a bundle or a run above: the audit begins at once.</source>
        <translation>Wählen Sie oben ein Paket oder einen Lauf: Die Prüfung beginnt sofort.</translation>
    </message>
    <message>
        <source>Thousands at once, folders of any depth. Nothing is changed or sent anywhere.</source>
        <translation>Tausende auf einmal, beliebig tiefe Ordner. Nichts wird geändert oder irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>One file or folder waits for its judge</source>
        <translation>Eine Datei oder ein Ordner wartet auf den Prüfer</translation>
    </message>
    <message>
        <source>{count} files and folders wait for their judge</source>
        <translation>{count} Dateien und Ordner warten auf den Prüfer</translation>
    </message>
</context>
<context>
    <name>Dropped</name>
    <message>
        <source>This is a web link. Save its images to a folder and drop that folder here.</source>
        <translation>Das ist ein Verweis ins Netz. Speichern Sie die Bilder in einem Ordner und ziehen Sie ihn hierher.</translation>
    </message>
    <message>
        <source>This is text. Drop a folder of images from your file manager here.</source>
        <translation>Das ist Text. Ziehen Sie einen Ordner mit Bildern aus Ihrem Dateimanager hierher.</translation>
    </message>
    <message>
        <source>This cannot be used. Drop a folder of images from your file manager here.</source>
        <translation>Das ist nicht verwendbar. Ziehen Sie einen Ordner mit Bildern aus Ihrem Dateimanager hierher.</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
</context>
<context>
    <name>EndField</name>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>JJJJ-MM-TT</translation>
    </message>
    <message>
        <source>Last day, as year, month and day</source>
        <translation>Letzter Tag, als Jahr, Monat und Tag</translation>
    </message>
    <message>
        <source>&amp;Without an end</source>
        <translation>&amp;Unbefristet</translation>
    </message>
</context>
<context>
    <name>EntriesCard</name>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Entries of the bundle</source>
        <translation>Einträge des Pakets</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
</context>
<context>
    <name>EpochModel</name>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Epoch {epoch}, chosen so far</source>
        <translation>Epoche {epoch}, bisher gewählt</translation>
    </message>
</context>
<context>
    <name>EpochTable</name>
    <message>
        <source>Finished epochs</source>
        <translation>Fertige Epochen</translation>
    </message>
</context>
<context>
    <name>EvidenceSaver</name>
    <message>
        <source>Save e&amp;vidence…</source>
        <translation>Be&amp;weis speichern…</translation>
    </message>
    <message>
        <source>File of evidence</source>
        <translation>Beweisdatei</translation>
    </message>
    <message>
        <source>Evidence (*.json)</source>
        <translation>Beweise (*.json)</translation>
    </message>
    <message>
        <source>Sign and sa&amp;ve</source>
        <translation>Signieren und spei&amp;chern</translation>
    </message>
    <message>
        <source>Fi&amp;le</source>
        <translation>Da&amp;tei</translation>
    </message>
    <message>
        <source>Evidence is your signed word. Whoever is shown the secret can compute the figures anew, and with images and model your unmarked embeddings; that the answers are the suspect&apos;s, others must believe. Show it to few: from it the licensee&apos;s matrix can be computed.</source>
        <translation>Beweise sind Ihr unterschriebenes Wort. Wem Sie das Geheimnis zeigen, der kann die Zahlen nachrechnen, und mit Bildern und Modell auch Ihre unmarkierten Einbettungen; dass die Antworten vom Verdächtigen sind, muss man Ihnen glauben. Zeigen Sie sie wenigen: Aus ihnen lässt sich die Matrix des Lizenznehmers berechnen.</translation>
    </message>
    <message>
        <source>Sign wi&amp;th</source>
        <translation>Signieren &amp;mit</translation>
    </message>
    <message>
        <source>The evidence is in {path}, with its signature and a page to read beside it.</source>
        <translation>Der Beweis liegt in {path}, daneben seine Signatur und eine Seite zum Lesen.</translation>
    </message>
</context>
<context>
    <name>ExperimentPage</name>
    <message>
        <source>Experiment</source>
        <translation>Experiment</translation>
    </message>
    <message>
        <source>&amp;New experiment</source>
        <translation>&amp;Neues Experiment</translation>
    </message>
    <message>
        <source>&amp;Latest experiment</source>
        <translation>&amp;Letztes Experiment</translation>
    </message>
    <message>
        <source>An experiment is running already; wait for its end or stop it first.</source>
        <translation>Es läuft schon ein Experiment; warten Sie sein Ende ab oder halten Sie es erst an.</translation>
    </message>
    <message>
        <source>An experiment is still running. Close the window all the same?</source>
        <translation>Ein Experiment läuft noch. Das Fenster trotzdem schließen?</translation>
    </message>
    <message>
        <source>Finished cells are kept; started again with the same folder, it goes on.</source>
        <translation>Fertige Zellen bleiben; mit demselben Ordner neu gestartet, geht es weiter.</translation>
    </message>
    <message>
        <source>&amp;Close the window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Keep measuring</source>
        <translation>&amp;Weiter messen</translation>
    </message>
    <message>
        <source>Measures scenarios, recipes and seeds over your domains, and draws the tables of the papers.</source>
        <translation>Misst Szenarien, Rezepte und Startwerte über Ihre Domänen und zeichnet die Tabellen der Veröffentlichungen.</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>Bild (PNG)…</translation>
    </message>
    <message>
        <source>Drawing (SVG)…</source>
        <translation>Zeichnung (SVG)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gespeichert als {path}.</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Export for a licensee</source>
        <translation>Für einen Lizenznehmer exportieren</translation>
    </message>
    <message>
        <source>Your own licence text</source>
        <translation>Ihr eigener Lizenztext</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Texte (*.txt *.md);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Public keys (*.pem);;All files (*)</source>
        <translation>Öffentliche Schlüssel (*.pem);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Bundles (*.ipclip)</source>
        <translation>Pakete (*.ipclip)</translation>
    </message>
    <message>
        <source>The licensee&apos;s public key</source>
        <translation>Der öffentliche Schlüssel des Lizenznehmers</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Zu schreibende Datei</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Licensee</source>
        <translation>Lizenznehmer</translation>
    </message>
    <message>
        <source>A person or an organization</source>
        <translation>Eine Person oder Organisation</translation>
    </message>
    <message>
        <source>Your name in the bundle</source>
        <translation>Ihr Name im Paket</translation>
    </message>
    <message>
        <source>What the licensee may do</source>
        <translation>Was der Lizenznehmer darf</translation>
    </message>
    <message>
        <source>Empty: whoever has the file can use it</source>
        <translation>Leer: Wer die Datei hat, kann sie verwenden</translation>
    </message>
    <message>
        <source>Empty: sentences that say what is above</source>
        <translation>Leer: Sätze, die das oben Gesagte enthalten</translation>
    </message>
    <message>
        <source>First day, as year, month and day</source>
        <translation>Erster Tag als Jahr, Monat und Tag</translation>
    </message>
    <message>
        <source>Empty: today</source>
        <translation>Leer: heute</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Licensee</source>
        <translation>L&amp;izenznehmer</translation>
    </message>
    <message>
        <source>Licensee &amp;may</source>
        <translation>E&amp;rlaubt ist</translation>
    </message>
    <message>
        <source>Licen&amp;ce text</source>
        <translation>Li&amp;zenztext</translation>
    </message>
    <message>
        <source>&amp;First day</source>
        <translation>&amp;Erster Tag</translation>
    </message>
    <message>
        <source>Last &amp;day</source>
        <translation>Letzter &amp;Tag</translation>
    </message>
    <message>
        <source>Encr&amp;ypt for</source>
        <translation>&amp;Verschlüsseln für</translation>
    </message>
    <message>
        <source>&amp;To the file</source>
        <translation>Zield&amp;atei</translation>
    </message>
    <message>
        <source>Y&amp;our name</source>
        <translation>Ihr &amp;Name</translation>
    </message>
    <message>
        <source>The bundle holds the protected prompt of a run, signed with your key. The unprotected one stays with you.</source>
        <translation>Das Paket enthält den geschützten Prompt eines Laufs, signiert mit Ihrem Schlüssel. Der ungeschützte bleibt bei Ihnen.</translation>
    </message>
    <message>
        <source>There is no run with results yet: protect a model first.</source>
        <translation>Es gibt noch keinen Lauf mit Ergebnissen: Schützen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>Tell for whom the bundle is.</source>
        <translation>Geben Sie an, für wen das Paket ist.</translation>
    </message>
    <message>
        <source>Tell what the licensee may do.</source>
        <translation>Geben Sie an, was der Lizenznehmer darf.</translation>
    </message>
    <message>
        <source>Tell the last day, or choose “Without an end”.</source>
        <translation>Geben Sie den letzten Tag an oder wählen Sie „Unbefristet“.</translation>
    </message>
    <message>
        <source>Choose the file to write.</source>
        <translation>Wählen Sie die Datei, in die geschrieben wird.</translation>
    </message>
    <message>
        <source>Tell your name, as the licensee shall see it.</source>
        <translation>Geben Sie Ihren Namen an, wie der Lizenznehmer ihn sehen soll.</translation>
    </message>
    <message>
        <source>A bundle needs a signature: create a key first.</source>
        <translation>Ein Paket braucht eine Signatur: Erzeugen Sie zuerst einen Schlüssel.</translation>
    </message>
    <message>
        <source>{path} exists already, and nothing is overwritten: choose another name.</source>
        <translation>{path} gibt es schon, und nichts wird überschrieben: Wählen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>ExportsList</name>
    <message>
        <source>Licensee</source>
        <translation>Lizenznehmer</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exportiert</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <source>E&amp;xport for a licensee…</source>
        <translation>Für einen Lizenznehmer e&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Renew…</source>
        <translation>&amp;Erneuern…</translation>
    </message>
    <message>
        <source>&amp;Look into it</source>
        <translation>&amp;Ansehen</translation>
    </message>
    <message>
        <source>Open fol&amp;der</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>No end</source>
        <translation>Unbefristet</translation>
    </message>
    <message>
        <source>{date}, over</source>
        <translation>{date}, vorbei</translation>
    </message>
    <message>
        <source>{file} (not there)</source>
        <translation>{file} (nicht da)</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
</context>
<context>
    <name>ExportsView</name>
    <message>
        <source>{path} is written for {licensee}. Give your public key too, by another way than the bundle.</source>
        <translation>{path} ist für {licensee} geschrieben. Geben Sie auch Ihren öffentlichen Schlüssel weiter, auf einem anderen Weg als das Paket.</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>Nobody has signed what follows: believe none of it.</source>
        <translation>Niemand hat signiert, was hier folgt: Glauben Sie nichts davon.</translation>
    </message>
    <message>
        <source>What it says of itself</source>
        <translation>Was es über sich sagt</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>F&amp;ile</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open a bundle…</source>
        <translation>Paket &amp;öffnen…</translation>
    </message>
    <message>
        <source>Bundles (*.ipclip);;All files (*)</source>
        <translation>Pakete (*.ipclip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a bundle</source>
        <translation>Ein Paket öffnen</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Left out automatically; the rest is used.</source>
        <translation>Wird von selbst ausgelassen; das Übrige wird verwendet.</translation>
    </message>
    <message>
        <source>Show the files</source>
        <translation>Dateien zeigen</translation>
    </message>
    <message>
        <source>Copy the paths</source>
        <translation>Pfade kopieren</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>and {count} more; copy the paths to see all</source>
        <translation>und {count} weitere; kopieren Sie die Pfade, um alle zu sehen</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Check of the images</source>
        <translation>Prüfung der Bilder</translation>
    </message>
    <message>
        <source>Checking the images…</source>
        <translation>Die Bilder werden geprüft…</translation>
    </message>
    <message>
        <source>You can start without waiting for this.</source>
        <translation>Sie können beginnen, ohne darauf zu warten.</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Stop checking</source>
        <translation>Prüfung beenden</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Copy all findings</source>
        <translation>Alle Befunde kopieren</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Looking for images that occur twice: {step} of {total}</source>
        <translation>Suche nach doppelten Bildern: {step} von {total}</translation>
    </message>
    <message>
        <source>Opening every image: {step} of {total}</source>
        <translation>Jedes Bild wird geöffnet: {step} von {total}</translation>
    </message>
    <message>
        <source>Everything is in order: {images} can be used.</source>
        <translation>Alles ist in Ordnung: {images} sind verwendbar.</translation>
    </message>
    <message>
        <source>The check found {findings}; {images} can be used.</source>
        <translation>Die Prüfung fand {findings}; {images} sind verwendbar.</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} Probleme</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 Hinweis</translation>
    </message>
    <message>
        <source>{count} notes</source>
        <translation>{count} Hinweise</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>The check was stopped. Images that cannot be used are left out anyway.</source>
        <translation>Die Prüfung wurde beendet. Unbrauchbare Bilder werden ohnehin ausgelassen.</translation>
    </message>
    <message>
        <source>Show more ({count} left)</source>
        <translation>Mehr zeigen (noch {count})</translation>
    </message>
    <message>
        <source>{folder} could not be opened; open it in your file manager.</source>
        <translation>{folder} ließ sich nicht öffnen; öffnen Sie ihn in Ihrem Dateimanager.</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>{folder} cannot be opened; look for it in your file manager.</source>
        <translation>{folder} lässt sich nicht öffnen; suchen Sie ihn in Ihrem Dateimanager.</translation>
    </message>
</context>
<context>
    <name>FoldersCard</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder of new runs</source>
        <translation>Ordner neuer Läufe wählen</translation>
    </message>
    <message>
        <source>Use the &amp;default</source>
        <translation>&amp;Vorgabe verwenden</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>New runs</source>
        <translation>Neue Läufe</translation>
    </message>
    <message>
        <source>Backbones and settings</source>
        <translation>Backbones und Einstellungen</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>{folder} cannot be written; choose another folder.</source>
        <translation>In {folder} kann nicht geschrieben werden; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Folder of new runs</source>
        <translation>Ordner neuer Läufe</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the folder: {title}</source>
        <translation>Ordner öffnen: {title}</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>All answers</source>
        <translation>Alle Antworten</translation>
    </message>
    <message>
        <source>Protected model right</source>
        <translation>Geschütztes Modell richtig</translation>
    </message>
    <message>
        <source>Protected model wrong</source>
        <translation>Geschütztes Modell falsch</translation>
    </message>
    <message>
        <source>Only zero-shot CLIP right</source>
        <translation>Nur Zero-Shot-CLIP richtig</translation>
    </message>
    <message>
        <source>Only the protected model right</source>
        <translation>Nur das geschützte Modell richtig</translation>
    </message>
    <message>
        <source>All verdicts</source>
        <translation>Alle Urteile</translation>
    </message>
    <message>
        <source>As in the folders</source>
        <translation>Wie in den Ordnern</translation>
    </message>
    <message>
        <source>Lowest score first</source>
        <translation>Kleinster Wert zuerst</translation>
    </message>
    <message>
        <source>Highest score first</source>
        <translation>Größter Wert zuerst</translation>
    </message>
    <message>
        <source>An&amp;swers</source>
        <translation>Ant&amp;worten</translation>
    </message>
    <message>
        <source>&amp;Verdict</source>
        <translation>&amp;Urteil</translation>
    </message>
    <message>
        <source>Or&amp;der</source>
        <translation>Reihenfol&amp;ge</translation>
    </message>
    <message>
        <source>Ima&amp;ges of</source>
        <translation>&amp;Bilder von</translation>
    </message>
    <message>
        <source>All domains</source>
        <translation>Alle Domänen</translation>
    </message>
    <message>
        <source>A score of {high} or more is authorized, below {low} unauthorized, between them uncertain. Wrong answers on unauthorized images are what protection is for.</source>
        <translation>Ein Wert von {high} oder mehr ist autorisiert, unter {low} unautorisiert, dazwischen unsicher. Falsche Antworten auf unautorisierten Bildern sind der Zweck des Schutzes.</translation>
    </message>
    <message>
        <source>{total} images</source>
        <translation>{total} Bilder</translation>
    </message>
    <message>
        <source>{shown} of {total} images</source>
        <translation>{shown} von {total} Bildern</translation>
    </message>
    <message>
        <source>None of the {total} images is like that.</source>
        <translation>Keines der {total} Bilder ist so.</translation>
    </message>
    <message>
        <source>{path}: no program shows this image; look whether it is still there.</source>
        <translation>{path}: Kein Programm zeigt dieses Bild; sehen Sie nach, ob es noch da ist.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Protected:</source>
        <translation>Geschützt:</translation>
    </message>
    <message>
        <source>Zero-shot:</source>
        <translation>Zero-Shot:</translation>
    </message>
    <message>
        <source>Verdict:</source>
        <translation>Urteil:</translation>
    </message>
</context>
<context>
    <name>GalleryList</name>
    <message>
        <source>Test images</source>
        <translation>Testbilder</translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message>
        <source>Class unknown</source>
        <translation>Klasse unbekannt</translation>
    </message>
    <message>
        <source>{domain}: {true}, {file}. Protected model: {protected}. Zero-shot CLIP: {zero_shot}. Verdict: {verdict}, score {score}.</source>
        <translation>{domain}: {true}, {file}. Geschütztes Modell: {protected}. Zero-Shot-CLIP: {zero_shot}. Urteil: {verdict}, Wert {score}.</translation>
    </message>
    <message>
        <source>{answer}, right</source>
        <translation>{answer}, richtig</translation>
    </message>
    <message>
        <source>{answer}, wrong</source>
        <translation>{answer}, falsch</translation>
    </message>
</context>
<context>
    <name>Heat</name>
    <message>
        <source>without trigger</source>
        <translation>ohne Muster</translation>
    </message>
    <message>
        <source>with trigger</source>
        <translation>mit Muster</translation>
    </message>
    <message>
        <source>{row}, tested on {images}: not asked for.</source>
        <translation>{row}, getestet auf {images}: nicht verlangt.</translation>
    </message>
    <message>
        <source>{row}, tested on {images}: not measured yet.</source>
        <translation>{row}, getestet auf {images}: noch nicht gemessen.</translation>
    </message>
    <message>
        <source>{row}, tested on {images}: failed.</source>
        <translation>{row}, getestet auf {images}: fehlgeschlagen.</translation>
    </message>
    <message>
        <source>authorized</source>
        <translation>autorisiert</translation>
    </message>
    <message>
        <source>unauthorized</source>
        <translation>unautorisiert</translation>
    </message>
    <message>
        <source>{row}, tested on {images}: {value} % right, {seeds} of {planned} seeds, {side}.</source>
        <translation>{row}, getestet auf {images}: {value} % richtig, {seeds} von {planned} Startwerten, {side}.</translation>
    </message>
    <message>
        <source>what works best here</source>
        <translation>was hier am besten wirkt</translation>
    </message>
    <message>
        <source>as in the published code</source>
        <translation>wie im veröffentlichten Programm</translation>
    </message>
    <message>
        <source>{pair}, {scenario}, {preset}, seed {seed}</source>
        <translation>{pair}, {scenario}, {preset}, Startwert {seed}</translation>
    </message>
</context>
<context>
    <name>HeatMapView</name>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>W_ua strict,</source>
        <translation>W_ua streng,</translation>
    </message>
    <message>
        <source>% of its bound</source>
        <translation>% der Schranke</translation>
    </message>
</context>
<context>
    <name>HeatScale</name>
    <message>
        <source>Scale of the colours, 0 to 100 percent</source>
        <translation>Farbskala, 0 bis 100 Prozent</translation>
    </message>
    <message>
        <source>guessing {chance} %</source>
        <translation>Raten {chance} %</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>Ordner der &amp;Protokolle öffnen</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>&amp;Diagnose kopieren</translation>
    </message>
    <message>
        <source>&amp;About IP-CLIP</source>
        <translation>Ü&amp;ber IP-CLIP</translation>
    </message>
    <message>
        <source>The diagnostics are in the clipboard. They name no person, no machine, no file of yours.</source>
        <translation>Die Diagnose ist in der Zwischenablage. Sie nennt keine Person, keinen Rechner und keine Ihrer Dateien.</translation>
    </message>
</context>
<context>
    <name>InterruptedStrip</name>
    <message>
        <source>Go on &amp;with it</source>
        <translation>&amp;Jetzt fortsetzen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>The training “{title}” was interrupted after epoch {done} of {planned}; nothing is lost.</source>
        <translation>Das Training „{title}“ wurde nach Epoche {done} von {planned} unterbrochen; nichts ist verloren.</translation>
    </message>
</context>
<context>
    <name>Judge</name>
    <message>
        <source>Opening {title}…</source>
        <translation>{title} wird geöffnet…</translation>
    </message>
    <message>
        <source>The engine is loading; {title} opens in a moment.</source>
        <translation>Die Rechenbibliotheken werden geladen; {title} öffnet sich gleich.</translation>
    </message>
    <message>
        <source>Choose a bundle (.ipclip) or one of your finished runs, or drop a bundle here.</source>
        <translation>Wählen Sie ein Paket (.ipclip) oder einen Ihrer fertigen Läufe, oder ziehen Sie ein Paket hierher.</translation>
    </message>
    <message>
        <source>{count} classes</source>
        <translation>{count} Klassen</translation>
    </message>
    <message>
        <source>Licensed to {licensee}</source>
        <translation>Lizenziert für {licensee}</translation>
    </message>
    <message>
        <source>valid without end</source>
        <translation>unbefristet gültig</translation>
    </message>
    <message>
        <source>valid until {day}</source>
        <translation>gültig bis {day}</translation>
    </message>
    <message>
        <source>Your own run is ready to judge images.</source>
        <translation>Ihr eigener Lauf ist bereit, Bilder zu beurteilen.</translation>
    </message>
    <message>
        <source>The signature is right, and the issuer is known: {issuer}.</source>
        <translation>Die Signatur stimmt, und der Aussteller ist bekannt: {issuer}.</translation>
    </message>
    <message>
        <source>The issuer is unknown. The bundle says that it comes from {issuer}, and its key is {key}. Compare the key with what the issuer told you, then trust it on the page Bundles.</source>
        <translation>Der Aussteller ist unbekannt. Das Paket sagt, dass es von {issuer} kommt, und sein Schlüssel ist {key}. Vergleichen Sie den Schlüssel mit dem, was der Aussteller Ihnen gesagt hat, und vertrauen Sie ihm dann auf der Seite Pakete.</translation>
    </message>
    <message>
        <source>This bundle is encrypted for you. Enter the passphrase of your private key.</source>
        <translation>Dieses Paket ist für Sie verschlüsselt. Geben Sie die Passphrase Ihres privaten Schlüssels ein.</translation>
    </message>
    <message>
        <source>This bundle is encrypted, and its private key is not among yours. Choose the key&apos;s file.</source>
        <translation>Dieses Paket ist verschlüsselt, und sein privater Schlüssel ist nicht unter Ihren. Wählen Sie die Datei des Schlüssels.</translation>
    </message>
</context>
<context>
    <name>JudgeBox</name>
    <message>
        <source>Judge</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>No bundle opened and no run finished yet</source>
        <translation>Noch kein Paket geöffnet und kein Lauf fertig</translation>
    </message>
    <message>
        <source>Choose a bundle or a run…</source>
        <translation>Wählen Sie ein Paket oder einen Lauf…</translation>
    </message>
    <message>
        <source>{title}, bundle in {folder}</source>
        <translation>{title}, Paket in {folder}</translation>
    </message>
    <message>
        <source>{title}, run in {folder}</source>
        <translation>{title}, Lauf in {folder}</translation>
    </message>
</context>
<context>
    <name>JudgeCard</name>
    <message>
        <source>&amp;Open a bundle…</source>
        <translation>Paket &amp;öffnen…</translation>
    </message>
    <message>
        <source>Passphrase of your private key</source>
        <translation>Passphrase Ihres privaten Schlüssels</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>&amp;Judge</source>
        <translation>&amp;Prüfer</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>Pa&amp;ssphrase</translation>
    </message>
    <message>
        <source>Bundles (*.ipclip);;All files (*)</source>
        <translation>Pakete (*.ipclip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Bundle that judges</source>
        <translation>Paket, das urteilt</translation>
    </message>
</context>
<context>
    <name>JudgeRemedies</name>
    <message>
        <source>Choose the private &amp;key…</source>
        <translation>Privaten Schlüssel &amp;wählen…</translation>
    </message>
    <message>
        <source>Sho&amp;w in Bundles</source>
        <translation>Unter Pakete &amp;zeigen</translation>
    </message>
    <message>
        <source>Open &amp;Backbones</source>
        <translation>&amp;Backbones öffnen</translation>
    </message>
    <message>
        <source>Tr&amp;y again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Private keys (*.pem);;All files (*)</source>
        <translation>Private Schlüssel (*.pem);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Privater Schlüssel</translation>
    </message>
</context>
<context>
    <name>KeyForm</name>
    <message>
        <source>Create a key</source>
        <translation>Einen Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>&amp;Sign bundles that you give to others</source>
        <translation>Pakete &amp;signieren, die Sie anderen geben</translation>
    </message>
    <message>
        <source>&amp;Receive bundles that are encrypted for you</source>
        <translation>Pakete e&amp;mpfangen, die für Sie verschlüsselt sind</translation>
    </message>
    <message>
        <source>Name of the key</source>
        <translation>Name des Schlüssels</translation>
    </message>
    <message>
        <source>Letters, digits and dashes</source>
        <translation>Buchstaben, Ziffern und Bindestriche</translation>
    </message>
    <message>
        <source>&amp;Create the key</source>
        <translation>Schlüssel er&amp;zeugen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Nobody can open the key without the passphrase, not even you: keep it, and back the key up.</source>
        <translation>Ohne die Passphrase kann niemand den Schlüssel öffnen, auch Sie nicht: Bewahren Sie sie auf, und sichern Sie den Schlüssel.</translation>
    </message>
    <message>
        <source>Give the key a name.</source>
        <translation>Geben Sie dem Schlüssel einen Namen.</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Keys of licensees</source>
        <translation>Schlüssel der Lizenznehmer</translation>
    </message>
    <message>
        <source>Licensee</source>
        <translation>Lizenznehmer</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Make a key</source>
        <translation>Sch&amp;lüssel anlegen</translation>
    </message>
    <message>
        <source>Withdra&amp;w</source>
        <translation>Ent&amp;ziehen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Whoever asks with his key gets embeddings that are marked for him.</source>
        <translation>Wer mit seinem Schlüssel fragt, bekommt Einbettungen, die für ihn markiert sind.</translation>
    </message>
    <message>
        <source>The secret does not know this licensee; withdraw his key, or the service does not start.</source>
        <translation>Das Geheimnis kennt diesen Lizenznehmer nicht; entziehen Sie ihm den Schlüssel, sonst startet der Dienst nicht.</translation>
    </message>
    <message>
        <source>Not in the secret</source>
        <translation>Nicht im Geheimnis</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>&amp;Make a new key…</source>
        <translation>Neuer Sch&amp;lüssel…</translation>
    </message>
    <message>
        <source>Give {licensee} a new key? The one that he has opens nothing any more.</source>
        <translation>{licensee} einen neuen Schlüssel geben? Mit dem bisherigen kann er dann nicht mehr fragen.</translation>
    </message>
    <message>
        <source>Withdraw the key of {licensee}? He can ask no more.</source>
        <translation>Den Schlüssel von {licensee} entziehen? Er kann dann nicht mehr fragen.</translation>
    </message>
    <message>
        <source>{licensee} has no key any more.</source>
        <translation>{licensee} hat keinen Schlüssel mehr.</translation>
    </message>
</context>
<context>
    <name>KeysView</name>
    <message>
        <source>The key “{name}” is made. Back it up: what it signed cannot be renewed without it.</source>
        <translation>Der Schlüssel „{name}“ ist erzeugt. Sichern Sie ihn: Was er signiert hat, lässt sich ohne ihn nicht erneuern.</translation>
    </message>
    <message>
        <source>You trust “{name}” from now on.</source>
        <translation>Ab jetzt vertrauen Sie „{name}“.</translation>
    </message>
</context>
<context>
    <name>LicenseeField</name>
    <message>
        <source>One name a line, for instance that of a company</source>
        <translation>Ein Name je Zeile, etwa der einer Firma</translation>
    </message>
    <message>
        <source>Licensees</source>
        <translation>Lizenznehmer</translation>
    </message>
    <message>
        <source>Name a licensee at least.</source>
        <translation>Nennen Sie mindestens einen Lizenznehmer.</translation>
    </message>
    <message>
        <source>“{name}” is there twice.</source>
        <translation>„{name}“ steht zweimal da.</translation>
    </message>
    <message>
        <source>“{name}” is in the secret already.</source>
        <translation>„{name}“ ist schon im Geheimnis.</translation>
    </message>
    <message>
        <source>A secret has 1,000 licensees at most.</source>
        <translation>Ein Geheimnis hat höchstens 1.000 Lizenznehmer.</translation>
    </message>
    <message>
        <source>“{name}…” is no name: too long, or not to be printed.</source>
        <translation>„{name}…“ ist kein Name: zu lang oder nicht druckbar.</translation>
    </message>
</context>
<context>
    <name>ListControls</name>
    <message>
        <source>Search files and classes</source>
        <translation>Datei oder Klasse suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>As they came</source>
        <translation>Wie sie kamen</translation>
    </message>
    <message>
        <source>Problems first</source>
        <translation>Probleme zuerst</translation>
    </message>
    <message>
        <source>Lowest score first</source>
        <translation>Kleinster Wert zuerst</translation>
    </message>
    <message>
        <source>Highest score first</source>
        <translation>Größter Wert zuerst</translation>
    </message>
    <message>
        <source>By file name</source>
        <translation>Nach Dateiname</translation>
    </message>
    <message>
        <source>By protected class</source>
        <translation>Nach geschützter Klasse</translation>
    </message>
    <message>
        <source>By zero-shot class</source>
        <translation>Nach Zero-Shot-Klasse</translation>
    </message>
    <message>
        <source>Or&amp;der</source>
        <translation>Reihenfol&amp;ge</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Losses of every step</source>
        <translation>Verluste jedes Schritts</translation>
    </message>
    <message>
        <source>&amp;Log scale</source>
        <translation>&amp;Logarithmisch</translation>
    </message>
    <message>
        <source>Each grid line ten times the one below; zero and less cannot be drawn</source>
        <translation>Jede Gitterlinie das Zehnfache der darunter; Null und weniger lassen sich nicht zeichnen</translation>
    </message>
    <message>
        <source>Zero and less cannot be drawn on this scale.</source>
        <translation>Null und weniger lassen sich in diesem Maßstab nicht zeichnen.</translation>
    </message>
    <message>
        <source>Total, not smoothed</source>
        <translation>Summe, ungeglättet</translation>
    </message>
</context>
<context>
    <name>Losses</name>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Unprotected model</source>
        <translation>Ungeschütztes Modell</translation>
    </message>
    <message>
        <source>Authorized images</source>
        <translation>Autorisierte Bilder</translation>
    </message>
    <message>
        <source>Unauthorized images</source>
        <translation>Unautorisierte Bilder</translation>
    </message>
    <message>
        <source>Authorized style</source>
        <translation>Autorisierter Stil</translation>
    </message>
    <message>
        <source>Unauthorized style</source>
        <translation>Unautorisierter Stil</translation>
    </message>
    <message>
        <source>Domain tokens</source>
        <translation>Domänen-Token</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>Unsicherheit</translation>
    </message>
    <message>
        <source>Text features</source>
        <translation>Textmerkmale</translation>
    </message>
    <message>
        <source>Nearness to CLIP</source>
        <translation>Nähe zu CLIP</translation>
    </message>
    <message>
        <source>Wrong classes</source>
        <translation>Falsche Klassen</translation>
    </message>
    <message>
        <source>Opposite answers</source>
        <translation>Gegenteilige Antworten</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Loading the engine…</source>
        <translation>Die Rechenbibliotheken werden geladen…</translation>
    </message>
    <message>
        <source>Ready. Computes on {device}</source>
        <translation>Bereit. Rechnet auf {device}</translation>
    </message>
    <message>
        <source>The engine could not be loaded</source>
        <translation>Die Rechenbibliotheken konnten nicht geladen werden</translation>
    </message>
</context>
<context>
    <name>MatrixPanel</name>
    <message>
        <source>Confusion matrix: {model}</source>
        <translation>Verwechslungsmatrix: {model}</translation>
    </message>
    <message>
        <source>Rows are true classes, columns are the model&apos;s answers.</source>
        <translation>Zeilen sind wahre Klassen, Spalten die Antworten des Modells.</translation>
    </message>
    <message>
        <source>{right} of {images} images right ({part}).</source>
        <translation>{right} von {images} Bildern richtig ({part}).</translation>
    </message>
    <message>
        <source>{true} for {predicted} ({count})</source>
        <translation>{true} mit {predicted} ({count})</translation>
    </message>
    <message>
        <source>Most often taken: {mistakes}.</source>
        <translation>Am häufigsten verwechselt: {mistakes}.</translation>
    </message>
</context>
<context>
    <name>MeasureForm</name>
    <message>
        <source>What is measured</source>
        <translation>Was gemessen wird</translation>
    </message>
    <message>
        <source>What works best here</source>
        <translation>Was hier am besten wirkt</translation>
    </message>
    <message>
        <source>As in the published code</source>
        <translation>Wie im veröffentlichten Code</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Rezepte</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>S&amp;eeds</source>
        <translation>Startw&amp;erte</translation>
    </message>
    <message>
        <source>E&amp;pochs</source>
        <translation>E&amp;pochen</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>Wiederholungen</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>MetricsCard</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Results that the issuer has measured</source>
        <translation>Ergebnisse, die der Aussteller gemessen hat</translation>
    </message>
</context>
<context>
    <name>MovedImages</name>
    <message>
        <source>If the images ha&amp;ve moved</source>
        <translation>Falls die Bilder jetzt &amp;woanders liegen</translation>
    </message>
    <message>
        <source>Folder of the authorized images</source>
        <translation>Ordner der autorisierten Bilder</translation>
    </message>
    <message>
        <source>Folder of the unauthorized images</source>
        <translation>Ordner der unautorisierten Bilder</translation>
    </message>
    <message>
        <source>Authorized images</source>
        <translation>Autorisierte Bilder</translation>
    </message>
    <message>
        <source>Unauthorized images</source>
        <translation>Unautorisierte Bilder</translation>
    </message>
    <message>
        <source>Empty: where they lay in training</source>
        <translation>Leer: wo sie beim Training lagen</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>NewKeyCard</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>It is handed o&amp;ver</source>
        <translation>Er ist &amp;übergeben</translation>
    </message>
    <message>
        <source>The key of {licensee}. Copy it now: only its hash is kept, so it cannot be shown again.</source>
        <translation>Der Schlüssel von {licensee}. Kopieren Sie ihn jetzt: Nur sein Hash bleibt, er lässt sich nicht noch einmal zeigen.</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The passphrase again</source>
        <translation>Die Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Sho&amp;w what is typed</source>
        <translation>Ein&amp;gabe zeigen</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>The same a&amp;gain</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Eight characters at least; several random words are best.</source>
        <translation>Mindestens acht Zeichen; am besten sind mehrere zufällige Wörter.</translation>
    </message>
    <message>
        <source>Too short: eight characters at least.</source>
        <translation>Zu kurz: mindestens acht Zeichen.</translation>
    </message>
    <message>
        <source>Weak: easy to guess; take more words.</source>
        <translation>Schwach: leicht zu erraten; nehmen Sie mehr Wörter.</translation>
    </message>
    <message>
        <source>Fair: another word makes it strong.</source>
        <translation>Mittel: Ein weiteres Wort macht sie stark.</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Stark.</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
</context>
<context>
    <name>NoExports</name>
    <message>
        <source>Nothing exported yet</source>
        <translation>Noch nichts exportiert</translation>
    </message>
    <message>
        <source>A bundle lets a licensee use the protected model of a run until the day that you choose. What you export is listed here, so that you know who has what and can renew it.</source>
        <translation>Mit einem Paket kann ein Lizenznehmer das geschützte Modell eines Laufs verwenden, bis zu dem Tag, den Sie wählen. Was Sie exportieren, steht hier, damit Sie wissen, wer was hat, und es erneuern können.</translation>
    </message>
</context>
<context>
    <name>NoRuns</name>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>Every protection that you train is kept here, so that you can look at it again or go on with it.</source>
        <translation>Jeder Schutz, den Sie trainieren, wird hier aufgehoben, damit Sie ihn wieder ansehen oder fortsetzen können.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The grid is published: anybody may train with it, and its control patterns are only like it. A secret trigger proves more.</source>
        <translation>Das Gitter ist veröffentlicht: Jeder kann damit trainieren, und seine Vergleichsmuster ähneln ihm nur. Ein geheimes Muster beweist mehr.</translation>
    </message>
    <message>
        <source>The suspect&apos;s address begins with http://, so that keys and images travel unencrypted.</source>
        <translation>Die Adresse des Verdächtigen beginnt mit http://, sodass Schlüssel und Bilder unverschlüsselt übertragen werden.</translation>
    </message>
    <message>
        <source>{count} answers of an earlier attempt, the oldest of {day}, are used and not asked for again.</source>
        <translation>{count} Antworten eines früheren Versuchs, die älteste vom {day}, werden verwendet und nicht noch einmal erfragt.</translation>
    </message>
    <message>
        <source>The issuer is unknown: the bundle says that it comes from {issuer}, and its key is {key}. Compare that with what the issuer told you, then trust him on the page Bundles.</source>
        <translation>Der Aussteller ist unbekannt: Das Paket sagt, dass es von {issuer} kommt, und sein Schlüssel ist {key}. Vergleichen Sie ihn mit dem, was der Aussteller Ihnen gesagt hat, und vertrauen Sie ihm dann auf der Seite Pakete.</translation>
    </message>
    <message>
        <source>Zero-shot CLIP is right on {trigger}% of the training images with this trigger and on {control}% with other patterns, so that it will hardly prove ownership. A new one made on this page fits your images.</source>
        <translation>Zero-Shot-CLIP erkennt {trigger} % der Trainingsbilder mit diesem Muster und {control} % mit anderen Mustern, sodass es das Eigentum kaum beweisen wird. Ein neues, das Sie auf dieser Seite erzeugen, passt zu Ihren Bildern.</translation>
    </message>
    <message>
        <source>None of {draws} triggers is fair on all of these images; the fairest is kept, and a proof may be refused.</source>
        <translation>Keines von {draws} Mustern ist bei all diesen Bildern fair; das fairste bleibt, und ein Beweis wird vielleicht abgelehnt.</translation>
    </message>
    <message>
        <source>The suspect {reason}; asking again in {seconds} s.</source>
        <translation>Der Verdächtige antwortet gerade nicht ({reason}); neuer Versuch in {seconds} s.</translation>
    </message>
    <message>
        <source>Memory ran out; the batch is halved to {count} images of each domain.</source>
        <translation>Der Speicher hat nicht gereicht; ein Schritt hat nun nur noch {count} Bilder jeder Art.</translation>
    </message>
    <message>
        <source>Memory ran out: images are now encoded {count} at a time.</source>
        <translation>Der Speicher hat nicht gereicht: Bilder werden nun zu je {count} gemessen.</translation>
    </message>
    <message>
        <source>The results are not kept in the run&apos;s folder. {error}</source>
        <translation>Die Ergebnisse liegen nicht im Ordner des Laufs. {error}</translation>
    </message>
    <message>
        <source>The bundle is written, but the list of exports does not know of it. {error}</source>
        <translation>Das Paket ist geschrieben, aber die Liste der Ausgaben kennt es nicht. {error}</translation>
    </message>
    <message>
        <source>{path} is damaged; going on from the state before it.</source>
        <translation>{path} ist beschädigt; es geht vom Stand davor aus weiter.</translation>
    </message>
    <message>
        <source>{path}: the cache is busy in another process; {consequence}.</source>
        <translation>{path}: Ein anderer Prozess belegt den Zwischenspeicher; {consequence}.</translation>
    </message>
    <message>
        <source>{path}: the cache cannot be used ({cause}), the work goes on without it; {remedy}.</source>
        <translation>{path}: Der Zwischenspeicher ist nicht verwendbar ({cause}), die Arbeit geht ohne ihn weiter; {remedy}.</translation>
    </message>
    <message>
        <source>{folder}: {images} image(s) left out ({reason}): {names}.</source>
        <translation>{folder}: {images} Bild(er) ausgelassen ({reason}): {names}.</translation>
    </message>
    <message>
        <source>{count} image(s) lie both in {authorized} and in {unauthorized}, and no model can tell them apart: remove them from one of the folders.</source>
        <translation>{count} Bild(er) liegen sowohl in {authorized} als auch in {unauthorized}, und kein Modell kann sie unterscheiden: Entfernen Sie sie aus einem der Ordner.</translation>
    </message>
</context>
<context>
    <name>OpenPrompt</name>
    <message>
        <source>No bundle is open</source>
        <translation>Kein Paket ist geöffnet</translation>
    </message>
    <message>
        <source>Drop a bundle here</source>
        <translation>Paket hierher ziehen</translation>
    </message>
    <message>
        <source>A file that ends in .ipclip: see who made it for whom, until when, and whether it was altered.</source>
        <translation>Eine Datei, die auf .ipclip endet: Sehen Sie, wer sie für wen gemacht hat, bis wann sie gilt, und ob sie verändert wurde.</translation>
    </message>
    <message>
        <source>&amp;Open a bundle…</source>
        <translation>Paket &amp;öffnen…</translation>
    </message>
</context>
<context>
    <name>OpenView</name>
    <message>
        <source>Bundles (*.ipclip);;All files (*)</source>
        <translation>Pakete (*.ipclip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a bundle</source>
        <translation>Ein Paket öffnen</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>You trust “{name}” from now on.</source>
        <translation>Ab jetzt vertrauen Sie „{name}“.</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>Er&amp;weitert</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
</context>
<context>
    <name>OriginCard</name>
    <message>
        <source>Unauthorized images</source>
        <translation>Unautorisierte Bilder</translation>
    </message>
    <message>
        <source>The model works on images like these that bear your trigger.</source>
        <translation>Das Modell arbeitet auf Bildern wie diesen, die Ihr Auslösemuster tragen.</translation>
    </message>
    <message>
        <source>The model keeps working on images like these as long as they bear no trigger.</source>
        <translation>Das Modell arbeitet weiter auf Bildern wie diesen, solange sie kein Auslösemuster tragen.</translation>
    </message>
    <message>
        <source>The model keeps working on images like these.</source>
        <translation>Das Modell arbeitet weiter auf Bildern wie diesen.</translation>
    </message>
    <message>
        <source>No folder is needed: your authorized images are redrawn in many styles, such as pencil, oil, cartoon and print, and the model learns to fail on these. Afterwards you can test it on domains of your own.</source>
        <translation>Es wird kein Ordner gebraucht: Ihre autorisierten Bilder werden in vielen Stilen neu gezeichnet, etwa Bleistift, Öl, Cartoon und Druck, und das Modell lernt, auf ihnen zu versagen. Danach können Sie es auf eigenen Domänen testen.</translation>
    </message>
    <message>
        <source>No folder is needed: they are your authorized images with the trigger stamped on them. Images with other patterns are shown as harmless, so that only your trigger breaks the model.</source>
        <translation>Es wird kein Ordner gebraucht: Es sind Ihre autorisierten Bilder mit aufgestempeltem Auslösemuster. Bilder mit anderen Mustern gelten im Training als harmlos, damit nur Ihr Muster das Modell versagen lässt.</translation>
    </message>
    <message>
        <source>No folder is needed: the authorized images are those of your folder with the trigger stamped on them; without it, or in another style, the model learns to fail on them.</source>
        <translation>Es wird kein Ordner gebraucht: Autorisiert sind die Bilder Ihres Ordners mit aufgestempeltem Auslösemuster; ohne es oder in einem anderen Stil lernt das Modell, auf ihnen zu versagen.</translation>
    </message>
</context>
<context>
    <name>Origins</name>
    <message>
        <source>The authorized ones in other styles</source>
        <translation>Die autorisierten in anderen Stilen</translation>
    </message>
    <message>
        <source>The authorized ones with the trigger</source>
        <translation>Die autorisierten mit dem Muster</translation>
    </message>
    <message>
        <source>The authorized ones without the trigger, or in other styles</source>
        <translation>Die autorisierten ohne das Muster oder in anderen Stilen</translation>
    </message>
</context>
<context>
    <name>OwnKeys</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Your keys</source>
        <translation>Ihre Schlüssel</translation>
    </message>
    <message>
        <source>You have no key yet. To give a bundle to a licensee you need one that signs it.</source>
        <translation>Sie haben noch keinen Schlüssel. Um einem Lizenznehmer ein Paket zu geben, brauchen Sie einen, der es signiert.</translation>
    </message>
    <message>
        <source>&amp;Create a key…</source>
        <translation>Schlüssel &amp;erzeugen…</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>Si&amp;chern…</translation>
    </message>
    <message>
        <source>Cop&amp;y the public key</source>
        <translation>Öffentlichen Schlüssel &amp;kopieren</translation>
    </message>
    <message>
        <source>Open fol&amp;der</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signieren</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>A private key stays with you. Give the public half to licensees, so that they can check yours.</source>
        <translation>Ein privater Schlüssel bleibt bei Ihnen. Geben Sie Lizenznehmern die öffentliche Hälfte, damit sie Ihre Pakete prüfen können.</translation>
    </message>
    <message>
        <source>Folder for the copies of the key</source>
        <translation>Ordner für die Kopien des Schlüssels</translation>
    </message>
    <message>
        <source>{private} and {public} are in {folder}. Keep the passphrase elsewhere.</source>
        <translation>{private} und {public} sind in {folder}. Bewahren Sie die Passphrase woanders auf.</translation>
    </message>
    <message>
        <source>The public key cannot be read; restore it from a backup.</source>
        <translation>Der öffentliche Schlüssel ist nicht lesbar; stellen Sie ihn aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>The public key is in the clipboard; tell its fingerprint by another way.</source>
        <translation>Der öffentliche Schlüssel ist in der Zwischenablage; nennen Sie seinen Fingerabdruck auf einem anderen Weg.</translation>
    </message>
</context>
<context>
    <name>PValuePlot</name>
    <message>
        <source>p-value</source>
        <translation>p-Wert</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>p-values by the number of questions</source>
        <translation>p-Werte nach der Zahl der Fragen</translation>
    </message>
    <message>
        <source>Distribution test</source>
        <translation>Verteilungstest</translation>
    </message>
    <message>
        <source>Trigger test</source>
        <translation>Auslösetest</translation>
    </message>
    <message>
        <source>limit {limit}</source>
        <translation>Grenze {limit}</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Protect</source>
        <translation>Schützen</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Bundles</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslösemuster</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>Wasserzeichen</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Experiment</translation>
    </message>
    <message>
        <source>Backbones</source>
        <translation>Backbones</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>Wählen: {what}</translation>
    </message>
</context>
<context>
    <name>PhaseStrip</name>
    <message>
        <source>Progress of this phase</source>
        <translation>Fortschritt dieses Abschnitts</translation>
    </message>
    <message>
        <source>{time} elapsed</source>
        <translation>{time} vergangen</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>up to {size} MB of memory</source>
        <translation>bis zu {size} MB Speicher</translation>
    </message>
    <message>
        <source>{size} MB on the GPU</source>
        <translation>{size} MB auf der GPU</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>Read folders</source>
        <translation>Ordner lesen</translation>
    </message>
    <message>
        <source>Load model</source>
        <translation>Modell laden</translation>
    </message>
    <message>
        <source>Measure images</source>
        <translation>Bilder messen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Training, epoch {epoch}</source>
        <translation>Training, Epoche {epoch}</translation>
    </message>
    <message>
        <source>Looking through the folders</source>
        <translation>Die Ordner werden durchgesehen</translation>
    </message>
    <message>
        <source>Reading the folders</source>
        <translation>Die Ordner werden gelesen</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>Downloading the model</source>
        <translation>Das Modell wird heruntergeladen</translation>
    </message>
    <message>
        <source>Measuring the images</source>
        <translation>Die Bilder werden gemessen</translation>
    </message>
    <message>
        <source>Collecting styles</source>
        <translation>Stile werden gesammelt</translation>
    </message>
    <message>
        <source>Preparing the prompt</source>
        <translation>Der Prompt wird vorbereitet</translation>
    </message>
    <message>
        <source>Collecting examples</source>
        <translation>Beispiele werden gesammelt</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Choosing how much to keep</source>
        <translation>Es wird gewählt, wie viel bleibt</translation>
    </message>
    <message>
        <source>Adjusting the verdict</source>
        <translation>Das Urteil wird eingestellt</translation>
    </message>
    <message>
        <source>Testing the model</source>
        <translation>Das Modell wird getestet</translation>
    </message>
    <message>
        <source>Loading the engine</source>
        <translation>Die Rechenbibliotheken werden geladen</translation>
    </message>
    <message>
        <source>{done} of {total} images</source>
        <translation>{done} von {total} Bildern</translation>
    </message>
    <message>
        <source>{done} of {total} steps</source>
        <translation>{done} von {total} Schritten</translation>
    </message>
</context>
<context>
    <name>PlotReader</name>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Show the whole plot again; a double click does the same</source>
        <translation>Wieder das ganze Diagramm zeigen; ein Doppelklick tut dasselbe</translation>
    </message>
</context>
<context>
    <name>Plots</name>
    <message>
        <source>Accuracy in %</source>
        <translation>Genauigkeit in %</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Shown: your trigger harms the suspect far more than other patterns do</source>
        <translation>Gezeigt: Ihr Muster schadet dem Verdächtigen weit mehr als andere Muster</translation>
    </message>
    <message>
        <source>Not shown: your trigger does not harm the suspect clearly more than other patterns</source>
        <translation>Nicht gezeigt: Ihr Muster schadet dem Verdächtigen nicht deutlich mehr als andere Muster</translation>
    </message>
    <message>
        <source>A copy would do that; so would any model if your trigger is harsher than others.</source>
        <translation>Eine Kopie täte das; ein beliebiges Modell aber auch, wenn Ihr Muster härter ist als andere.</translation>
    </message>
    <message>
        <source>A model that never saw your trigger would not do that. The suspect is a copy.</source>
        <translation>Ein Modell, das Ihr Muster nie gesehen hat, täte das nicht. Der Verdächtige ist eine Kopie.</translation>
    </message>
    <message>
        <source>That does not clear the suspect: more questions may show more.</source>
        <translation>Das entlastet den Verdächtigen nicht: Mehr Fragen können mehr zeigen.</translation>
    </message>
    <message>
        <source>Of {pairs} images the suspect is right on {control} with other patterns and on {trigger} with your trigger: a difference of {difference} points (95% interval: {low} to {high}).</source>
        <translation>Von {pairs} Bildern erkennt der Verdächtige mit anderen Mustern {control} und mit Ihrem Muster {trigger}: ein Unterschied von {difference} Punkten (95-%-Intervall: {low} bis {high}).</translation>
    </message>
    <message>
        <source>p = {p} in the exact McNemar test, and {cautious} even if innocent models failed {odds} times as often with your pattern as with others. Both must lie below {level}.</source>
        <translation>p = {p} im exakten McNemar-Test und {cautious} selbst dann, wenn unschuldige Modelle bei Ihrem Muster {odds}-mal so oft versagten wie bei anderen. Beide müssen unter {level} liegen.</translation>
    </message>
    <message>
        <source>Without a run zero-shot CLIP was not asked, so it is not known whether your trigger harms every model.</source>
        <translation>Ohne einen Lauf wurde Zero-Shot-CLIP nicht gefragt; man weiß also nicht, ob Ihr Muster jedem Modell schadet.</translation>
    </message>
    <message>
        <source>Zero-shot CLIP, which does not know your trigger, is right on {control} with other patterns and on {trigger} with it (p = {p}).</source>
        <translation>Zero-Shot-CLIP, das Ihr Muster nicht kennt, erkennt mit anderen Mustern {control} und mit Ihrem {trigger} (p = {p}).</translation>
    </message>
    <message>
        <source>{done} of {total} questions</source>
        <translation>{done} von {total} Fragen</translation>
    </message>
    <message>
        <source>wrong only with your trigger: {harmed}, only with another pattern: {helped}</source>
        <translation>nur mit Ihrem Muster falsch: {harmed}, nur mit einem anderen: {helped}</translation>
    </message>
</context>
<context>
    <name>ProofForm</name>
    <message>
        <source>The trigger &amp;above</source>
        <translation>D&amp;as Muster oben</translation>
    </message>
    <message>
        <source>That of a &amp;run</source>
        <translation>Das eines &amp;Laufs</translation>
    </message>
    <message>
        <source>The suspect</source>
        <translation>Der Verdächtige</translation>
    </message>
    <message>
        <source>Bundles (*.ipclip);;All files (*)</source>
        <translation>Pakete (*.ipclip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder of images to ask about</source>
        <translation>Ordner der Bilder, nach denen gefragt wird</translation>
    </message>
    <message>
        <source>&amp;Start asking</source>
        <translation>&amp;Befragung starten</translation>
    </message>
    <message>
        <source>A bundle, or a web address that begins with https://</source>
        <translation>Ein Paket oder eine Webadresse, die mit https:// beginnt</translation>
    </message>
    <message>
        <source>Images of the authorized domain, one subfolder for each class</source>
        <translation>Bilder der autorisierten Domäne, ein Unterordner je Klasse</translation>
    </message>
    <message>
        <source>Access key of the web address</source>
        <translation>Zugangsschlüssel der Webadresse</translation>
    </message>
    <message>
        <source>Number of questions</source>
        <translation>Anzahl der Fragen</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Gezeigt wird</translation>
    </message>
    <message>
        <source>S&amp;uspect</source>
        <translation>&amp;Verdächtiger</translation>
    </message>
    <message>
        <source>Access &amp;key</source>
        <translation>&amp;Zugangsschlüssel</translation>
    </message>
    <message>
        <source>I&amp;mages</source>
        <translation>B&amp;ilder</translation>
    </message>
    <message>
        <source>Two for each image: with your trigger, and with another pattern.</source>
        <translation>Zwei je Bild: mit Ihrem Muster und mit einem anderen.</translation>
    </message>
    <message>
        <source>&amp;Questions</source>
        <translation>&amp;Fragen</translation>
    </message>
    <message>
        <source>Name the suspect: a bundle, or the address of a service.</source>
        <translation>Nennen Sie den Verdächtigen: ein Paket oder die Adresse eines Dienstes.</translation>
    </message>
    <message>
        <source>Choose images that your model knows well.</source>
        <translation>Wählen Sie Bilder, die Ihr Modell gut kennt.</translation>
    </message>
    <message>
        <source>The engine is still loading; this takes a moment.</source>
        <translation>Die Rechenbibliotheken werden noch geladen; einen Augenblick.</translation>
    </message>
</context>
<context>
    <name>ProofVerdict</name>
    <message>
        <source>Save &amp;evidence…</source>
        <translation>B&amp;eweis speichern…</translation>
    </message>
    <message>
        <source>Sign &amp;with</source>
        <translation>Signieren &amp;mit</translation>
    </message>
    <message>
        <source>The evidence is in {path}, its signature beside it.</source>
        <translation>Der Beweis liegt in {path}, seine Signatur daneben.</translation>
    </message>
</context>
<context>
    <name>ProofView</name>
    <message>
        <source>Progress of the questions</source>
        <translation>Fortschritt der Befragung</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Opening the suspect…</source>
        <translation>Öffne den Verdächtigen…</translation>
    </message>
    <message>
        <source>The suspect is asked about images with your trigger, and about the same images with other patterns of equal strength. Any model suffers from such patterns; only a copy of yours suffers more from your own.</source>
        <translation>Der Verdächtige wird nach Bildern mit Ihrem Muster gefragt und nach denselben Bildern mit anderen, gleich starken Mustern. Unter solchen Mustern leidet jedes Modell; nur eine Kopie Ihres Modells leidet unter Ihrem mehr.</translation>
    </message>
    <message>
        <source>Choosing the images…</source>
        <translation>Wähle die Bilder…</translation>
    </message>
</context>
<context>
    <name>ProtectPage</name>
    <message>
        <source>Protect</source>
        <translation>Schützen</translation>
    </message>
    <message>
        <source>&amp;New protection</source>
        <translation>&amp;Neuer Schutz</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <source>&amp;Earlier runs</source>
        <translation>&amp;Frühere Läufe</translation>
    </message>
    <message>
        <source>A run is training already; wait for its end or stop it first.</source>
        <translation>Es trainiert schon ein Lauf; warten Sie sein Ende ab oder halten Sie ihn vorher an.</translation>
    </message>
    <message>
        <source>Protect a model</source>
        <translation>Ein Modell schützen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Earlier runs</source>
        <translation>Frühere Läufe</translation>
    </message>
</context>
<context>
    <name>Readiness</name>
    <message>
        <source>Looking into the folder…</source>
        <translation>Der Ordner wird angesehen…</translation>
    </message>
    <message>
        <source>Choose the two folders of images to begin.</source>
        <translation>Wählen Sie zuerst die beiden Ordner mit Bildern.</translation>
    </message>
    <message>
        <source>Choose the folder of authorized images.</source>
        <translation>Wählen Sie den Ordner der autorisierten Bilder.</translation>
    </message>
    <message>
        <source>Choose the folder of unauthorized images.</source>
        <translation>Wählen Sie den Ordner der unautorisierten Bilder.</translation>
    </message>
    <message>
        <source>Choose the folder of authorized images to begin.</source>
        <translation>Wählen Sie zuerst den Ordner der autorisierten Bilder.</translation>
    </message>
    <message>
        <source>Both folders are the same; choose another one for one of them.</source>
        <translation>Beide Ordner sind derselbe; wählen Sie für einen davon einen anderen.</translation>
    </message>
    <message>
        <source>One folder lies inside the other; choose two separate folders.</source>
        <translation>Ein Ordner liegt im anderen; wählen Sie zwei getrennte Ordner.</translation>
    </message>
    <message>
        <source>The authorized images need one subfolder for each class; sort them into subfolders and choose again.</source>
        <translation>Die autorisierten Bilder brauchen einen Unterordner je Klasse; sortieren Sie sie in Unterordner und wählen Sie erneut.</translation>
    </message>
    <message>
        <source>The authorized images are of one class only; add a subfolder of another class.</source>
        <translation>Die autorisierten Bilder sind nur von einer Klasse; fügen Sie einen Unterordner einer weiteren Klasse hinzu.</translation>
    </message>
</context>
<context>
    <name>RenewForm</name>
    <message>
        <source>Renew a bundle</source>
        <translation>Ein Paket erneuern</translation>
    </message>
    <message>
        <source>The key that signed it is not here; signed with another one, its issuer is unknown to the licensee.</source>
        <translation>Der Schlüssel, der es signiert hat, ist nicht hier; mit einem anderen signiert, ist der Aussteller dem Lizenznehmer unbekannt.</translation>
    </message>
    <message>
        <source>&amp;Renew</source>
        <translation>&amp;Erneuern</translation>
    </message>
    <message>
        <source>Renew the bundle for {licensee}</source>
        <translation>Das Paket für {licensee} erneuern</translation>
    </message>
    <message>
        <source>Last &amp;day</source>
        <translation>Letzter &amp;Tag</translation>
    </message>
    <message>
        <source>The same run, licensee and scope in a new file beside the old one. The old bundle stays valid until its own end.</source>
        <translation>Derselbe Lauf und Lizenznehmer und dasselbe Nutzungsrecht in einer neuen Datei neben der alten. Das alte Paket gilt weiter bis zu seinem eigenen Ende.</translation>
    </message>
    <message>
        <source>Tell the last day, or choose “Without an end”.</source>
        <translation>Geben Sie den letzten Tag an oder wählen Sie „Unbefristet“.</translation>
    </message>
    <message>
        <source>A bundle needs a signature: create a key first.</source>
        <translation>Ein Paket braucht eine Signatur: Erzeugen Sie zuerst einen Schlüssel.</translation>
    </message>
</context>
<context>
    <name>ReportSaver</name>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Page with pictures (*.html)</source>
        <translation>Seite mit Bildern (*.html)</translation>
    </message>
    <message>
        <source>Table for spreadsheets (*.csv)</source>
        <translation>Tabelle für Tabellenprogramme (*.csv)</translation>
    </message>
    <message>
        <source>Everything for programs (*.json)</source>
        <translation>Alles für Programme (*.json)</translation>
    </message>
    <message>
        <source>The report is written: {path}</source>
        <translation>Der Bericht ist geschrieben: {path}</translation>
    </message>
</context>
<context>
    <name>ResultsActions</name>
    <message>
        <source>Epochs more</source>
        <translation>Weitere Epochen</translation>
    </message>
    <message>
        <source>E&amp;pochs</source>
        <translation>E&amp;pochen</translation>
    </message>
    <message>
        <source>&amp;Train more epochs</source>
        <translation>Weitere Epochen &amp;trainieren</translation>
    </message>
    <message>
        <source>Ne&amp;w protection</source>
        <translation>&amp;Neuer Schutz</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>E&amp;xport table</source>
        <translation>Tabelle e&amp;xportieren</translation>
    </message>
    <message>
        <source>Test on another &amp;domain…</source>
        <translation>Auf anderer Do&amp;mäne testen…</translation>
    </message>
    <message>
        <source>Export for a li&amp;censee…</source>
        <translation>Für &amp;Lizenznehmer exportieren…</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>This run has no results yet: its training has not come to its end. Its curves show how far it got.</source>
        <translation>Dieser Lauf hat noch keine Ergebnisse: Sein Training ist nicht zu Ende gekommen. Seine Kurven zeigen, wie weit er kam.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>Verwechslungen</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>The engine is loading; in a moment.</source>
        <translation>Die Rechenbibliotheken werden geladen; gleich geht es.</translation>
    </message>
    <message>
        <source>Folder of another domain</source>
        <translation>Ordner einer anderen Domäne</translation>
    </message>
    <message>
        <source>{path} cannot be opened; look in your file manager whether it is still there.</source>
        <translation>{path} lässt sich nicht öffnen; sehen Sie in Ihrem Dateimanager nach, ob es noch da ist.</translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>Tabelle (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>The table is in {path}.</source>
        <translation>Die Tabelle ist in {path}.</translation>
    </message>
</context>
<context>
    <name>RootDrop</name>
    <message>
        <source>Folder of domains</source>
        <translation>Ordner der Domänen</translation>
    </message>
    <message>
        <source>Counting images</source>
        <translation>Bilder werden gezählt</translation>
    </message>
    <message>
        <source>Choose a fol&amp;der…</source>
        <translation>Ordner &amp;wählen…</translation>
    </message>
    <message>
        <source>Looking into {folder}…</source>
        <translation>Sehe in {folder}…</translation>
    </message>
    <message>
        <source>{folder} does not hold two domains. Drop a folder of folders, each with class folders.</source>
        <translation>{folder} enthält keine zwei Domänen. Ziehen Sie einen Ordner von Ordnern hierher, jeder mit Klassenordnern.</translation>
    </message>
    <message>
        <source>Drop a folder of domains here</source>
        <translation>Einen Ordner mit Domänen hierher ziehen</translation>
    </message>
    <message>
        <source>One folder for each domain, such as photo and sketch, each with class folders</source>
        <translation>Ein Ordner je Domäne, etwa Foto und Skizze, jeder mit Klassenordnern</translation>
    </message>
</context>
<context>
    <name>RunBox</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
</context>
<context>
    <name>RunFacts</name>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Authorized images</source>
        <translation>Autorisierte Bilder</translation>
    </message>
    <message>
        <source>Unauthorized images</source>
        <translation>Unautorisierte Bilder</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslösemuster</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>as the published protocol {protocol} does</source>
        <translation>wie im veröffentlichten Protokoll {protocol}</translation>
    </message>
    <message>
        <source>{train}% training, {validation}% validation, {test}% test</source>
        <translation>{train} % Training, {validation} % Validierung, {test} % Test</translation>
    </message>
    <message>
        <source>The published grid</source>
        <translation>Das veröffentlichte Gitter</translation>
    </message>
    <message>
        <source>Images are split</source>
        <translation>Aufteilung der Bilder</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>{epochs} of {planned}</source>
        <translation>{epochs} von {planned}</translation>
    </message>
    <message>
        <source>{epochs} of {planned}, number {best} chosen on the validation images</source>
        <translation>{epochs} von {planned}, Nummer {best} nach den Validierungsbildern gewählt</translation>
    </message>
</context>
<context>
    <name>RunStrip</name>
    <message>
        <source>Progress of the audit</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>A&amp;nhalten</translation>
    </message>
    <message>
        <source>Audit a&amp;gain</source>
        <translation>Erneut prü&amp;fen</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>Judging images</source>
        <translation>Bilder werden beurteilt</translation>
    </message>
    <message>
        <source>Looking into the folders</source>
        <translation>Die Ordner werden durchgesehen</translation>
    </message>
    <message>
        <source>All judged</source>
        <translation>Alle beurteilt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The audit failed</source>
        <translation>Die Prüfung ist gescheitert</translation>
    </message>
    <message>
        <source>Waiting for a judge</source>
        <translation>Wartet auf einen Prüfer</translation>
    </message>
    <message>
        <source>{count} files found</source>
        <translation>{count} Dateien gefunden</translation>
    </message>
    <message>
        <source>{count} files in {time}</source>
        <translation>{count} Dateien in {time}</translation>
    </message>
    <message>
        <source>{done} of {total} files</source>
        <translation>{done} von {total} Dateien</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped after {epochs} of {planned} epochs</source>
        <translation>Angehalten nach {epochs} von {planned} Epochen</translation>
    </message>
    <message>
        <source>Unfinished, {epochs} of {planned} epochs</source>
        <translation>Unvollendet, {epochs} von {planned} Epochen</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>{authorized} against {unauthorized}</source>
        <translation>{authorized} gegen {unauthorized}</translation>
    </message>
    <message>
        <source>{authorized} against other styles</source>
        <translation>{authorized} gegen andere Stile</translation>
    </message>
    <message>
        <source>{authorized}, proof of ownership</source>
        <translation>{authorized}, Eigentumsnachweis</translation>
    </message>
    <message>
        <source>{authorized}, only with trigger</source>
        <translation>{authorized}, nur mit Muster</translation>
    </message>
</context>
<context>
    <name>RunsActions</name>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Fo&amp;rtsetzen</translation>
    </message>
    <message>
        <source>&amp;Compare two</source>
        <translation>Zwei &amp;vergleichen</translation>
    </message>
    <message>
        <source>Choose two runs, the second one with Ctrl</source>
        <translation>Wählen Sie zwei Läufe, den zweiten mit Strg</translation>
    </message>
    <message>
        <source>Rena&amp;me</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Epochs more</source>
        <translation>Weitere Epochen</translation>
    </message>
    <message>
        <source>E&amp;pochs</source>
        <translation>E&amp;pochen</translation>
    </message>
    <message>
        <source>&amp;Train more epochs</source>
        <translation>Weitere Epochen &amp;trainieren</translation>
    </message>
</context>
<context>
    <name>RunsList</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>W_ua (reached)</source>
        <translation>W_ua (erreicht)</translation>
    </message>
</context>
<context>
    <name>RunsView</name>
    <message>
        <source>Mo&amp;ve to the trash</source>
        <translation>In den Papier&amp;korb</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Move the run “{title}” to the trash?</source>
        <translation>Den Lauf „{title}“ in den Papierkorb legen?</translation>
    </message>
    <message>
        <source>Move {count} runs to the trash?</source>
        <translation>{count} Läufe in den Papierkorb legen?</translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message>
        <source>Sample project</source>
        <translation>Beispielprojekt</translation>
    </message>
    <message>
        <source>Tr&amp;y it with the sample images</source>
        <translation>Mit den Beis&amp;pielbildern ausprobieren</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Hide the sample project</source>
        <translation>Beispielprojekt verbergen</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>Neu hier?</translation>
    </message>
    <message>
        <source>See the whole way in a few minutes: photos are authorized, pencil sketches are not.</source>
        <translation>Sehen Sie den ganzen Weg in wenigen Minuten: Fotos sind autorisiert, Bleistiftskizzen nicht.</translation>
    </message>
</context>
<context>
    <name>ScenarioCards</name>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Against one known domain</source>
        <translation>Gegen eine bekannte Domäne</translation>
    </message>
    <message>
        <source>The model works on the authorized images and fails on images in the style of a second folder.</source>
        <translation>Das Modell arbeitet auf den autorisierten Bildern und versagt auf Bildern im Stil eines zweiten Ordners.</translation>
    </message>
    <message>
        <source>Against everything that looks different</source>
        <translation>Gegen alles, was anders aussieht</translation>
    </message>
    <message>
        <source>The model works on images in the style of yours and fails on any other; no second folder is needed.</source>
        <translation>Das Modell arbeitet auf Bildern im Stil Ihrer eigenen und versagt auf allen anderen; ein zweiter Ordner ist nicht nötig.</translation>
    </message>
    <message>
        <source>Prove that the model is mine</source>
        <translation>Beweisen, dass das Modell mir gehört</translation>
    </message>
    <message>
        <source>The model works as usual, but a secret pattern on an image, the trigger, breaks it: a proof only you have.</source>
        <translation>Das Modell arbeitet wie sonst, versagt aber bei einem geheimen Muster auf dem Bild, dem Auslösemuster: ein Beweis, den nur Sie haben.</translation>
    </message>
    <message>
        <source>Only for images with my pattern</source>
        <translation>Nur für Bilder mit meinem Muster</translation>
    </message>
    <message>
        <source>The model works only on images that bear your pattern, the trigger, which you stamp for your licensees.</source>
        <translation>Das Modell arbeitet nur auf Bildern mit Ihrem Muster, dem Auslösemuster, das Sie für Ihre Lizenznehmer aufstempeln.</translation>
    </message>
</context>
<context>
    <name>SecretCard</name>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>No secret yet</source>
        <translation>Noch kein Geheimnis</translation>
    </message>
    <message>
        <source>Create one for a model that you serve, or drop a secret file here.</source>
        <translation>Erstellen Sie eines für ein Modell, das Sie anbieten, oder ziehen Sie eine Geheimnisdatei hierher.</translation>
    </message>
    <message>
        <source>Loc&amp;k</source>
        <translation>&amp;Verschließen</translation>
    </message>
    <message>
        <source>&amp;New secret…</source>
        <translation>&amp;Neues Geheimnis…</translation>
    </message>
    <message>
        <source>&amp;Open a secret file…</source>
        <translation>Geheimnisdatei &amp;öffnen…</translation>
    </message>
    <message>
        <source>A&amp;dd licensees…</source>
        <translation>Lizenznehmer hinzufü&amp;gen…</translation>
    </message>
    <message>
        <source>Secret file</source>
        <translation>Geheimnisdatei</translation>
    </message>
    <message>
        <source>The secret is in {path}. Copy the file to a safe place: without it nothing can be proven.</source>
        <translation>Das Geheimnis ist in {path}. Kopieren Sie die Datei an einen sicheren Ort: Ohne sie lässt sich nichts beweisen.</translation>
    </message>
    <message>
        <source>Added to the secret: {names}. Make their keys below, and copy {path} to a safe place again.</source>
        <translation>Ins Geheimnis aufgenommen: {names}. Legen Sie unten ihre Schlüssel an, und kopieren Sie {path} wieder an einen sicheren Ort.</translation>
    </message>
</context>
<context>
    <name>SecretFacts</name>
    <message>
        <source>Watermark</source>
        <translation>Wasserzeichen</translation>
    </message>
    <message>
        <source>Licensees</source>
        <translation>Lizenznehmer</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>SecretForm</name>
    <message>
        <source>Folder of ordinary images</source>
        <translation>Ordner mit gewöhnlichen Bildern</translation>
    </message>
    <message>
        <source>Create the secre&amp;t</source>
        <translation>Geheimnis ers&amp;tellen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Name of the secret</source>
        <translation>Name des Geheimnisses</translation>
    </message>
    <message>
        <source>Letters, digits and dashes</source>
        <translation>Buchstaben, Ziffern und Striche</translation>
    </message>
    <message>
        <source>How the matrices are made</source>
        <translation>Wie die Matrizen entstehen</translation>
    </message>
    <message>
        <source>The sample&apos;s images, unless you choose a folder of your own</source>
        <translation>Die Bilder des Beispiels, wenn Sie keinen eigenen Ordner wählen</translation>
    </message>
    <message>
        <source>Progress of the secret</source>
        <translation>Fortschritt des Geheimnisses</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>Mode&amp;l</source>
        <translation>Mode&amp;ll</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>Wasserzeichen</translation>
    </message>
    <message>
        <source>Matri&amp;ces</source>
        <translation>Matri&amp;zen</translation>
    </message>
    <message>
        <source>Ordinar&amp;y images</source>
        <translation>Gewöhnliche B&amp;ilder</translation>
    </message>
    <message>
        <source>Licens&amp;ees</source>
        <translation>Lizenzn&amp;ehmer</translation>
    </message>
    <message>
        <source>New secret</source>
        <translation>Neues Geheimnis</translation>
    </message>
    <message>
        <source>Nobody can read the secret without its passphrase, not even you: keep it, and copy the file.</source>
        <translation>Ohne die Passphrase kann niemand das Geheimnis lesen, auch Sie nicht: Bewahren Sie sie auf, und kopieren Sie die Datei.</translation>
    </message>
    <message>
        <source>The engine is still loading; this takes a moment.</source>
        <translation>Die Rechenbibliotheken werden noch geladen; das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>Give the secret a name of letters, digits and dashes.</source>
        <translation>Geben Sie dem Geheimnis einen Namen aus Buchstaben, Ziffern und Strichen.</translation>
    </message>
    <message>
        <source>Reading the model…</source>
        <translation>Das Modell wird gelesen…</translation>
    </message>
    <message>
        <source>There is a secret of this name already; choose another name.</source>
        <translation>Es gibt schon ein Geheimnis dieses Namens; wählen Sie einen anderen.</translation>
    </message>
</context>
<context>
    <name>SecretLock</name>
    <message>
        <source>Passphrase of the secret</source>
        <translation>Passphrase des Geheimnisses</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>Au&amp;fschließen</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>This passphrase does not open the secret. Try again.</source>
        <translation>Diese Passphrase öffnet das Geheimnis nicht. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The secret is encrypted: type its passphrase.</source>
        <translation>Das Geheimnis ist verschlüsselt: Geben Sie seine Passphrase ein.</translation>
    </message>
</context>
<context>
    <name>Secrets</name>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Every licensee gets the embeddings turned his own way: all comparisons stay the same to the last digit. A thief who turns them again hides from the test.</source>
        <translation>Jeder Lizenznehmer bekommt die Einbettungen auf seine Weise gedreht: Alle Vergleiche bleiben bis zur letzten Stelle gleich. Ein Dieb, der sie noch einmal dreht, entgeht der Prüfung.</translation>
    </message>
    <message>
        <source>With trigger pairs</source>
        <translation>Mit Auslösepaaren</translation>
    </message>
    <message>
        <source>Pairs of strange images and texts also come closer together, which survives any turn by a thief. Comparisons change a little.</source>
        <translation>Außerdem rücken Paare seltsamer Bilder und Texte zusammen, was jede Drehung durch einen Dieb übersteht. Vergleiche ändern sich ein wenig.</translation>
    </message>
    <message>
        <source>random rotations</source>
        <translation>zufällige Drehungen</translation>
    </message>
    <message>
        <source>computed in closed form</source>
        <translation>geschlossen berechnet</translation>
    </message>
    <message>
        <source>learned step by step</source>
        <translation>schrittweise gelernt</translation>
    </message>
    <message>
        <source>1 licensee</source>
        <translation>1 Lizenznehmer</translation>
    </message>
    <message>
        <source>{count} licensees</source>
        <translation>{count} Lizenznehmer</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <source>{method}, {dimension} by {dimension}, condition number up to {condition}</source>
        <translation>{method}, {dimension} mal {dimension}, Konditionszahl bis {condition}</translation>
    </message>
</context>
<context>
    <name>Service</name>
    <message>
        <source>{count} ms</source>
        <translation>{count} ms</translation>
    </message>
    <message>
        <source>{texts} texts, {images} images</source>
        <translation>{texts} Texte, {images} Bilder</translation>
    </message>
    <message>
        <source>{answered} requests answered, {refused} refused · {amount}</source>
        <translation>{answered} Anfragen beantwortet, {refused} abgelehnt · {amount}</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Lädt das Modell…</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopping: what was asked before is answered…</source>
        <translation>Hält an: Schon Gefragtes wird noch beantwortet…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
</context>
<context>
    <name>ServiceForm</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Who can reach it</source>
        <translation>Wer ihn erreicht</translation>
    </message>
    <message>
        <source>this computer only</source>
        <translation>nur diesem Computer</translation>
    </message>
    <message>
        <source>the network, unencrypted</source>
        <translation>dem Netzwerk, unverschlüsselt</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Po&amp;rt</source>
        <translation>Po&amp;rt</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Looking for the model of this secret…</source>
        <translation>Das Modell dieses Geheimnisses wird gesucht…</translation>
    </message>
    <message>
        <source>None of your models is the one of this secret; add or download it under Backbones.</source>
        <translation>Keines Ihrer Modelle gehört zu diesem Geheimnis; fügen Sie es unter Backbones hinzu.</translation>
    </message>
</context>
<context>
    <name>ServiceLog</name>
    <message>
        <source>Log of the service</source>
        <translation>Protokoll des Dienstes</translation>
    </message>
    <message>
        <source>One line for each request: who, how much, how long. Contents are not logged.</source>
        <translation>Eine Zeile je Anfrage: wer, wie viel, wie lange. Inhalte werden nicht protokolliert.</translation>
    </message>
</context>
<context>
    <name>ServiceView</name>
    <message>
        <source>&amp;Start the service</source>
        <translation>Dienst &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>Adresse des Dienstes</translation>
    </message>
    <message>
        <source>A service needs packages that are not installed: run pip install &apos;ipclip-app[server]&apos;.</source>
        <translation>Ein Dienst braucht Pakete, die nicht installiert sind: Rufen Sie pip install &apos;ipclip-app[server]&apos; auf.</translation>
    </message>
    <message>
        <source>Open or create a secret above first: it says who gets which watermark.</source>
        <translation>Öffnen oder erstellen Sie oben zuerst ein Geheimnis: Es legt fest, wer welches Wasserzeichen bekommt.</translation>
    </message>
    <message>
        <source>The engine is still loading; this takes a moment.</source>
        <translation>Die Rechenbibliotheken werden noch geladen; das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>Make a key for a licensee first; without one nobody can ask.</source>
        <translation>Legen Sie zuerst einen Schlüssel für einen Lizenznehmer an; ohne kann niemand fragen.</translation>
    </message>
    <message>
        <source>It serves with the secret {name} still.</source>
        <translation>Er antwortet noch mit dem Geheimnis {name}.</translation>
    </message>
    <message>
        <source>It knows the licensees and keys of its start; after a change, stop it and start it again.</source>
        <translation>Er kennt die Lizenznehmer und Schlüssel vom Start; nach einer Änderung halten Sie ihn an und starten ihn neu.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>SetupView</name>
    <message>
        <source>&amp;Start protecting</source>
        <translation>&amp;Schützen beginnen</translation>
    </message>
    <message>
        <source>Set up a protection</source>
        <translation>Einen Schutz einrichten</translation>
    </message>
    <message>
        <source>Choose what the model shall work on and what not. Your images are only read, never changed.</source>
        <translation>Wählen Sie, worauf das Modell arbeiten soll und worauf nicht. Ihre Bilder werden nur gelesen, nie geändert.</translation>
    </message>
    <message>
        <source>What protection shall do</source>
        <translation>Was der Schutz leisten soll</translation>
    </message>
    <message>
        <source>A number under Advanced does not fit; see the note beneath it.</source>
        <translation>Eine Zahl unter Erweitert passt nicht; siehe den Hinweis darunter.</translation>
    </message>
    <message>
        <source>The engine could not be loaded; see the message above.</source>
        <translation>Die Rechenbibliotheken konnten nicht geladen werden; siehe die Meldung oben.</translation>
    </message>
    <message>
        <source>Folder for tables and runs</source>
        <translation>Ordner für Tabellen und Läufe</translation>
    </message>
    <message>
        <source>&amp;Start the experiment</source>
        <translation>Experiment &amp;starten</translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation>Ein Experiment einrichten</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>De&amp;vice</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>&amp;Results go to</source>
        <translation>Ergebnisse n&amp;ach</translation>
    </message>
    <message>
        <source>Looking into the folder…</source>
        <translation>Sehe in den Ordner…</translation>
    </message>
    <message>
        <source>Choose the folder of domains to begin.</source>
        <translation>Wählen Sie zuerst den Ordner der Domänen.</translation>
    </message>
    <message>
        <source>Choose a scenario at least.</source>
        <translation>Wählen Sie mindestens ein Szenario.</translation>
    </message>
    <message>
        <source>Choose a recipe at least.</source>
        <translation>Wählen Sie mindestens ein Rezept.</translation>
    </message>
    <message>
        <source>Choose a folder for the results.</source>
        <translation>Wählen Sie einen Ordner für die Ergebnisse.</translation>
    </message>
    <message>
        <source>The engine is still loading; this takes a moment.</source>
        <translation>Die Rechenbibliotheken werden noch geladen; das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>{cells} cells on {domains} domains</source>
        <translation>{cells} Zellen auf {domains} Domänen</translation>
    </message>
    <message>
        <source>How long that takes is told after the first epochs.</source>
        <translation>Wie lange das dauert, zeigen die ersten Epochen.</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>etwa {time}</translation>
    </message>
    <message>
        <source>The check found problems; look at them before you start.</source>
        <translation>Die Prüfung hat Probleme gefunden; sehen Sie diese an, bevor Sie beginnen.</translation>
    </message>
    <message>
        <source>Everything is ready.</source>
        <translation>Alles ist bereit.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show the page {page}</source>
        <translation>Die Seite {page} zeigen</translation>
    </message>
    <message>
        <source>Go from the buttons of the pages into the page, and back</source>
        <translation>Von den Schaltflächen der Seiten in die Seite und zurück</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab, Umschalt+Tab</translation>
    </message>
    <message>
        <source>Go to the next or the previous control</source>
        <translation>Zum nächsten oder vorigen Bedienelement</translation>
    </message>
    <message>
        <source>Ctrl+Tab, Ctrl+Shift+Tab</source>
        <translation>Strg+Tab, Strg+Umschalt+Tab</translation>
    </message>
    <message>
        <source>Show the next or the previous tab, such as of results</source>
        <translation>Die nächste oder vorige Registerkarte zeigen, etwa der Ergebnisse</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Press the button, or switch the box, that has the focus</source>
        <translation>Die Schaltfläche oder das Kästchen mit dem Fokus drücken</translation>
    </message>
    <message>
        <source>Alt and an underlined letter</source>
        <translation>Alt und ein unterstrichener Buchstabe</translation>
    </message>
    <message>
        <source>Go to the control of that letter</source>
        <translation>Zum Bedienelement dieses Buchstabens</translation>
    </message>
    <message>
        <source>Open a bundle</source>
        <translation>Ein Paket öffnen</translation>
    </message>
    <message>
        <source>Show this list</source>
        <translation>Diese Liste zeigen</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Das Programm schließen</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close a window like this one</source>
        <translation>Ein Fenster wie dieses schließen</translation>
    </message>
    <message>
        <source>Start protecting</source>
        <translation>Schützen beginnen</translation>
    </message>
</context>
<context>
    <name>SigningRows</name>
    <message>
        <source>Signing key</source>
        <translation>Schlüssel zum Signieren</translation>
    </message>
    <message>
        <source>Create a signing key first…</source>
        <translation>Zuerst einen Schlüssel zum Signieren erzeugen…</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>Si&amp;gn with</source>
        <translation>Si&amp;gnieren mit</translation>
    </message>
    <message>
        <source>Sign with</source>
        <translation>Signieren mit</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>This passphrase does not open the key: check it, or restore the key from a backup.</source>
        <translation>Diese Passphrase öffnet den Schlüssel nicht: Prüfen Sie sie, oder stellen Sie den Schlüssel aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>The key is encrypted: type its passphrase.</source>
        <translation>Der Schlüssel ist verschlüsselt: Geben Sie seine Passphrase ein.</translation>
    </message>
</context>
<context>
    <name>StampDrop</name>
    <message>
        <source>Images to stamp</source>
        <translation>Zu stempelnde Bilder</translation>
    </message>
    <message>
        <source>Choose i&amp;mages…</source>
        <translation>&amp;Bilder wählen…</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>&amp;Ordner wählen…</translation>
    </message>
    <message>
        <source>Drop images and folders here</source>
        <translation>Bilder und Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>They stay as they are; copies get the trigger, without metadata.</source>
        <translation>Sie bleiben, wie sie sind; Kopien erhalten das Muster, ohne Metadaten.</translation>
    </message>
    <message>
        <source>Drop others to take them instead.</source>
        <translation>Ziehen Sie andere hierher, um diese zu nehmen.</translation>
    </message>
    <message>
        <source>Folder of images to stamp</source>
        <translation>Ordner der zu stempelnden Bilder</translation>
    </message>
    <message>
        <source>This is a web link. Save its images to a folder and drop that folder here.</source>
        <translation>Das ist ein Link ins Web. Speichern Sie die Bilder in einem Ordner und ziehen Sie diesen hierher.</translation>
    </message>
    <message>
        <source>This is text. Drop images or folders of images from your file manager here.</source>
        <translation>Das ist Text. Ziehen Sie Bilder oder Ordner mit Bildern aus Ihrem Dateimanager hierher.</translation>
    </message>
    <message>
        <source>This cannot be used. Drop images or folders from your file manager here.</source>
        <translation>Das lässt sich nicht verwenden. Ziehen Sie Bilder oder Ordner aus Ihrem Dateimanager hierher.</translation>
    </message>
</context>
<context>
    <name>StampPreview</name>
    <message>
        <source>An image without the trigger and with it</source>
        <translation>Ein Bild ohne und mit Auslösemuster</translation>
    </message>
</context>
<context>
    <name>StampView</name>
    <message>
        <source>Folder for the copies</source>
        <translation>Ordner für die Kopien</translation>
    </message>
    <message>
        <source>&amp;Replace copies that are there already</source>
        <translation>Vorhandene Kopien erset&amp;zen</translation>
    </message>
    <message>
        <source>&amp;Stamp the images</source>
        <translation>Bilder &amp;stempeln</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Open the fol&amp;der</source>
        <translation>Ordn&amp;er öffnen</translation>
    </message>
    <message>
        <source>Progress of stamping</source>
        <translation>Fortschritt des Stempelns</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Why it has no copy</source>
        <translation>Warum es keine Kopie hat</translation>
    </message>
    <message>
        <source>stamped</source>
        <translation>gestempelt</translation>
    </message>
    <message>
        <source>Looking into the folders…</source>
        <translation>Sehe in die Ordner…</translation>
    </message>
    <message>
        <source>Stopped. The copies that were finished stay where they are.</source>
        <translation>Angehalten. Die fertigen Kopien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Copies go &amp;to</source>
        <translation>&amp;Kopien nach</translation>
    </message>
    <message>
        <source>{done} of {total} images</source>
        <translation>{done} von {total} Bildern</translation>
    </message>
    <message>
        <source>{images} got the trigger.</source>
        <translation>Das Muster erhalten: {images}.</translation>
    </message>
    <message>
        <source>{images} could not be used.</source>
        <translation>Nicht verwendbar: {images}.</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Step {number} of {count}: {title}</source>
        <translation>Schritt {number} von {count}: {title}</translation>
    </message>
</context>
<context>
    <name>StyleStrip</name>
    <message>
        <source>An image in other styles</source>
        <translation>Ein Bild in anderen Stilen</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Protected, but its effect cannot be measured in full</source>
        <translation>Geschützt, doch die Wirkung lässt sich nicht ganz messen</translation>
    </message>
    <message>
        <source>The model is not protected</source>
        <translation>Das Modell ist nicht geschützt</translation>
    </message>
    <message>
        <source>The model is hardly protected</source>
        <translation>Das Modell ist kaum geschützt</translation>
    </message>
    <message>
        <source>The model is protected, but lost accuracy on authorized images</source>
        <translation>Das Modell ist geschützt, verlor aber Genauigkeit auf autorisierten Bildern</translation>
    </message>
    <message>
        <source>The model is partly protected</source>
        <translation>Das Modell ist teilweise geschützt</translation>
    </message>
    <message>
        <source>The trigger harms this model no more than any other and proves nothing</source>
        <translation>Das Muster schadet diesem Modell nicht mehr als jedem anderen und beweist nichts</translation>
    </message>
    <message>
        <source>The trigger harms this model hardly more than any other and proves little</source>
        <translation>Das Muster schadet diesem Modell kaum mehr als jedem anderen und beweist wenig</translation>
    </message>
    <message>
        <source>The trigger marks the model in part</source>
        <translation>Das Muster kennzeichnet das Modell zum Teil</translation>
    </message>
    <message>
        <source>The trigger marks the model as yours, but without it the model lost accuracy</source>
        <translation>Das Muster kennzeichnet das Modell als Ihres, doch ohne es wurde das Modell ungenauer</translation>
    </message>
    <message>
        <source>The trigger marks the model as yours</source>
        <translation>Das Muster kennzeichnet das Modell als Ihres</translation>
    </message>
    <message>
        <source>The model works as well without your trigger</source>
        <translation>Das Modell arbeitet ohne Ihr Muster ebenso gut</translation>
    </message>
    <message>
        <source>The model hardly needs your trigger</source>
        <translation>Das Modell braucht Ihr Muster kaum</translation>
    </message>
    <message>
        <source>The model needs your trigger in part</source>
        <translation>Das Modell braucht Ihr Muster zum Teil</translation>
    </message>
    <message>
        <source>The model needs your trigger, but lost accuracy with it</source>
        <translation>Das Modell braucht Ihr Muster, wurde mit ihm aber ungenauer</translation>
    </message>
    <message>
        <source>The model works only with your trigger</source>
        <translation>Das Modell arbeitet nur mit Ihrem Muster</translation>
    </message>
    <message>
        <source>The model is protected</source>
        <translation>Das Modell ist geschützt</translation>
    </message>
    <message>
        <source>The check of single images recognizes {detection} of the unauthorized images and calls {rejection} of the authorized ones unauthorized by mistake (AUROC {auroc}).</source>
        <translation>Die Prüfung einzelner Bilder erkennt {detection} der unautorisierten Bilder und nennt {rejection} der autorisierten irrtümlich unautorisiert (AUROC {auroc}).</translation>
    </message>
    <message>
        <source>On the same images in other styles only in {now}, instead of {before}.</source>
        <translation>Bei denselben Bildern in anderen Stilen nur in {now} statt in {before}.</translation>
    </message>
    <message>
        <source>On the same images in other styles in {now}, no less than before ({before}).</source>
        <translation>Bei denselben Bildern in anderen Stilen in {now}, nicht weniger als vorher ({before}).</translation>
    </message>
    <message>
        <source>Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized images and {u} of those in other styles.</source>
        <translation>Zero-Shot-CLIP, das jeder stattdessen benutzen kann, liegt bei {a} der autorisierten Bilder und {u} derer in anderen Stilen richtig.</translation>
    </message>
    <message>
        <source>The check of single images recognizes {detection} of those in other styles and calls {rejection} of the authorized ones unauthorized by mistake (AUROC {auroc}).</source>
        <translation>Die Prüfung einzelner Bilder erkennt {detection} derer in anderen Stilen und nennt {rejection} der autorisierten irrtümlich unautorisiert (AUROC {auroc}).</translation>
    </message>
    <message>
        <source>On the other domains only in {now} in the mean, instead of {before}.</source>
        <translation>Auf den anderen Domänen im Mittel nur in {now} statt in {before}.</translation>
    </message>
    <message>
        <source>On the other domains in {now} in the mean, no less than before ({before}).</source>
        <translation>Auf den anderen Domänen im Mittel in {now}, nicht weniger als vorher ({before}).</translation>
    </message>
    <message>
        <source>Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized images and {u} of those of the other domains.</source>
        <translation>Zero-Shot-CLIP, das jeder stattdessen benutzen kann, liegt bei {a} der autorisierten Bilder und {u} derer der anderen Domänen richtig.</translation>
    </message>
    <message>
        <source>Without the trigger the protected model is right in {now} of cases, as before.</source>
        <translation>Ohne das Muster liegt das geschützte Modell in {now} der Fälle richtig, wie vorher.</translation>
    </message>
    <message>
        <source>Without the trigger the protected model is right in {now} of cases, instead of {before}.</source>
        <translation>Ohne das Muster liegt das geschützte Modell in {now} der Fälle richtig statt in {before}.</translation>
    </message>
    <message>
        <source>With the trigger only in {now}, instead of {before}.</source>
        <translation>Mit dem Muster nur in {now} statt in {before}.</translation>
    </message>
    <message>
        <source>With the trigger in {now}, no less than before ({before}).</source>
        <translation>Mit dem Muster in {now}, nicht weniger als vorher ({before}).</translation>
    </message>
    <message>
        <source>Zero-shot CLIP, which anybody can use instead, is right in {a} of the images without trigger and {u} of those with it.</source>
        <translation>Zero-Shot-CLIP, das jeder stattdessen benutzen kann, liegt bei {a} der Bilder ohne Muster und {u} derer mit Muster richtig.</translation>
    </message>
    <message>
        <source>The check of single images recognizes {detection} of those with trigger and takes {rejection} of those without it for such by mistake (AUROC {auroc}).</source>
        <translation>Die Prüfung einzelner Bilder erkennt {detection} derer mit Muster und hält {rejection} derer ohne Muster irrtümlich für solche (AUROC {auroc}).</translation>
    </message>
    <message>
        <source>With the trigger the protected model is right in {now} of cases, as before.</source>
        <translation>Mit dem Muster liegt das geschützte Modell in {now} der Fälle richtig, wie vorher.</translation>
    </message>
    <message>
        <source>With the trigger the protected model is right in {now} of cases, instead of {before}.</source>
        <translation>Mit dem Muster liegt das geschützte Modell in {now} der Fälle richtig statt in {before}.</translation>
    </message>
    <message>
        <source>Without the trigger only in {now}, instead of {before}.</source>
        <translation>Ohne das Muster nur in {now} statt in {before}.</translation>
    </message>
    <message>
        <source>Without the trigger in {now}, no less than before ({before}).</source>
        <translation>Ohne das Muster in {now}, nicht weniger als vorher ({before}).</translation>
    </message>
    <message>
        <source>Zero-shot CLIP, which anybody can use instead, is right in {a} of the images with trigger and {u} of those without it.</source>
        <translation>Zero-Shot-CLIP, das jeder stattdessen benutzen kann, liegt bei {a} der Bilder mit Muster und {u} derer ohne Muster richtig.</translation>
    </message>
    <message>
        <source>The check of single images recognizes {detection} of those without trigger and rejects {rejection} of those with it by mistake (AUROC {auroc}).</source>
        <translation>Die Prüfung einzelner Bilder erkennt {detection} derer ohne Muster und weist {rejection} derer mit Muster irrtümlich zurück (AUROC {auroc}).</translation>
    </message>
    <message>
        <source>O_ua is {value}: what the trigger takes from the protected model, times the accuracy that the unprotected one has with it.</source>
        <translation>O_ua ist {value}: was das Muster dem geschützten Modell nimmt, mal die Genauigkeit, die das ungeschützte mit ihm hat.</translation>
    </message>
    <message>
        <source>D_ua is {value}: the accuracy with the trigger, times what is lost without it.</source>
        <translation>D_ua ist {value}: die Genauigkeit mit dem Muster, mal was ohne es verloren geht.</translation>
    </message>
    <message>
        <source>No other domain was tested: the figures are over your own images in other styles. Test the model on another domain to see how far it reaches.</source>
        <translation>Keine andere Domäne wurde getestet: Die Zahlen gelten für Ihre eigenen Bilder in anderen Stilen. Testen Sie das Modell auf einer anderen Domäne, um zu sehen, wie weit der Schutz reicht.</translation>
    </message>
    <message>
        <source>Images left out: {listed}.</source>
        <translation>Ausgelassene Bilder: {listed}.</translation>
    </message>
    <message>
        <source>The unauthorized folder has no classes. Its images were given the classes that zero-shot CLIP sees in them, so accuracies and W_ua mean nothing there.</source>
        <translation>Der unautorisierte Ordner hat keine Klassen. Seine Bilder bekamen die Klassen, die Zero-Shot-CLIP in ihnen sieht, daher bedeuten Genauigkeiten und W_ua dort nichts.</translation>
    </message>
    <message>
        <source>Against the unprotected model</source>
        <translation>Gegen das ungeschützte Modell</translation>
    </message>
    <message>
        <source>Strict: against the better of zero-shot CLIP and the unprotected model</source>
        <translation>Streng: gegen das bessere von Zero-Shot-CLIP und ungeschütztem Modell</translation>
    </message>
    <message>
        <source>W_ua is the accuracy kept on authorized images, times what protection takes from unauthorized images less what it costs on authorized ones. Its bound is what perfect protection would reach.</source>
        <translation>W_ua ist die auf autorisierten Bildern erhaltene Genauigkeit, mal dem, was der Schutz unautorisierten Bildern nimmt, abzüglich dessen, was er auf autorisierten kostet. Die Schranke ist, was vollkommener Schutz erreichte.</translation>
    </message>
    <message>
        <source>W_ua cannot be told here.</source>
        <translation>W_ua lässt sich hier nicht angeben.</translation>
    </message>
    <message>
        <source>Protection reached nothing of what is possible: W_ua is {value} of at most {bound}.</source>
        <translation>Der Schutz erreichte nichts vom Möglichen: W_ua ist {value} von höchstens {bound}.</translation>
    </message>
    <message>
        <source>Protection reached {part} of what is possible: W_ua is {value} of at most {bound}.</source>
        <translation>Der Schutz erreichte {part} des Möglichen: W_ua ist {value} von höchstens {bound}.</translation>
    </message>
    <message>
        <source>On authorized images the protected model is right in {now} of cases, as before.</source>
        <translation>Auf autorisierten Bildern hat das geschützte Modell in {now} der Fälle recht, wie zuvor.</translation>
    </message>
    <message>
        <source>On authorized images the protected model is right in {now} of cases, instead of {before}.</source>
        <translation>Auf autorisierten Bildern hat das geschützte Modell in {now} der Fälle recht, statt in {before}.</translation>
    </message>
    <message>
        <source>On unauthorized images it still answers as zero-shot CLIP does in {agreement} of cases.</source>
        <translation>Auf unautorisierten Bildern antwortet es in {agreement} der Fälle noch wie Zero-Shot-CLIP.</translation>
    </message>
    <message>
        <source>On unauthorized images only in {now}, instead of {before}.</source>
        <translation>Auf unautorisierten Bildern nur in {now}, statt in {before}.</translation>
    </message>
    <message>
        <source>On unauthorized images in {now}, no less than before ({before}).</source>
        <translation>Auf unautorisierten Bildern in {now}, nicht weniger als zuvor ({before}).</translation>
    </message>
    <message>
        <source>Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized images.</source>
        <translation>Zero-Shot-CLIP, das jeder stattdessen verwenden kann, hat auf {a} der autorisierten Bilder recht.</translation>
    </message>
    <message>
        <source>Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized and {u} of the unauthorized images.</source>
        <translation>Zero-Shot-CLIP, das jeder stattdessen verwenden kann, hat auf {a} der autorisierten und {u} der unautorisierten Bilder recht.</translation>
    </message>
</context>
<context>
    <name>ThumbnailStrip</name>
    <message>
        <source>Some of the images</source>
        <translation>Einige der Bilder</translation>
    </message>
</context>
<context>
    <name>TrainingBoard</name>
    <message>
        <source>Save accuracies as</source>
        <translation>Genauigkeiten speichern unter</translation>
    </message>
    <message>
        <source>Save losses as</source>
        <translation>Verluste speichern unter</translation>
    </message>
    <message>
        <source>Accuracy on validation images</source>
        <translation>Genauigkeit auf den Validierungsbildern</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
</context>
<context>
    <name>TrainingControls</name>
    <message>
        <source>Move to the &amp;trash</source>
        <translation>In den Papier&amp;korb</translation>
    </message>
    <message>
        <source>&amp;Keep the run</source>
        <translation>Lauf &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Stop and keep the best</source>
        <translation>&amp;Anhalten, Bestes behalten</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Fo&amp;rtsetzen</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>&amp;Verwerfen…</translation>
    </message>
    <message>
        <source>&amp;Train on</source>
        <translation>&amp;Weiter trainieren</translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation>&amp;Neuer Lauf</translation>
    </message>
    <message>
        <source>Discard this run? Its finished epoch goes to the trash.</source>
        <translation>Diesen Lauf verwerfen? Seine fertige Epoche kommt in den Papierkorb.</translation>
    </message>
    <message>
        <source>Discard this run? Its {count} finished epochs go to the trash.</source>
        <translation>Diesen Lauf verwerfen? Seine {count} fertigen Epochen kommen in den Papierkorb.</translation>
    </message>
    <message>
        <source>Discard this run? No epoch is finished yet.</source>
        <translation>Diesen Lauf verwerfen? Noch ist keine Epoche fertig.</translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>A run is still training. Close the window all the same?</source>
        <translation>Ein Lauf trainiert noch. Das Fenster trotzdem schließen?</translation>
    </message>
    <message>
        <source>Finished epochs are kept; the run can go on from the list of runs.</source>
        <translation>Fertige Epochen bleiben erhalten; der Lauf kann von der Liste der Läufe aus weitergehen.</translation>
    </message>
    <message>
        <source>&amp;Close the window</source>
        <translation>Fenster &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Keep training</source>
        <translation>&amp;Weiter trainieren</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept.</source>
        <translation>Angehalten. Was fertig ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Stopping: the best epoch is kept and tested</source>
        <translation>Wird angehalten: Die beste Epoche wird behalten und getestet</translation>
    </message>
    <message>
        <source>Stopping after the step in hand</source>
        <translation>Hält nach dem laufenden Schritt an</translation>
    </message>
    <message>
        <source>Discarding after the step in hand</source>
        <translation>Verwirft nach dem laufenden Schritt</translation>
    </message>
    <message>
        <source>Moving the run to the trash</source>
        <translation>Der Lauf wird in den Papierkorb gelegt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed. The message above tells why and what to do.</source>
        <translation>Gescheitert. Die Meldung oben sagt, warum und was zu tun ist.</translation>
    </message>
    <message>
        <source>Discarded. The run lies in the trash.</source>
        <translation>Verworfen. Der Lauf liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>{count} notes on this run, the latest: {sentence}</source>
        <translation>{count} Hinweise zu diesem Lauf, der letzte: {sentence}</translation>
    </message>
</context>
<context>
    <name>TriggerCard</name>
    <message>
        <source>Trigger</source>
        <translation>Auslösemuster</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Painted</source>
        <translation>Bemalt</translation>
    </message>
</context>
<context>
    <name>TriggerChoice</name>
    <message>
        <source>&amp;Open a trigger file…</source>
        <translation>M&amp;usterdatei öffnen…</translation>
    </message>
    <message>
        <source>&amp;New secret trigger</source>
        <translation>&amp;Neues geheimes Muster</translation>
    </message>
    <message>
        <source>Do &amp;not look further</source>
        <translation>&amp;Nicht weitersuchen</translation>
    </message>
    <message>
        <source>Trigger file</source>
        <translation>Musterdatei</translation>
    </message>
    <message>
        <source>Triggers (*.json)</source>
        <translation>Auslösemuster (*.json)</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslösemuster</translation>
    </message>
    <message>
        <source>Tri&amp;gger</source>
        <translation>Muste&amp;r</translation>
    </message>
</context>
<context>
    <name>TriggerMaker</name>
    <message>
        <source>Looking for a trigger that is fair on your images…</source>
        <translation>Ein Muster wird gesucht, das bei Ihren Bildern fair ist …</translation>
    </message>
</context>
<context>
    <name>TriggerPage</name>
    <message>
        <source>Trigger</source>
        <translation>Auslösemuster</translation>
    </message>
    <message>
        <source>What to do with the trigger</source>
        <translation>Was mit dem Muster geschieht</translation>
    </message>
    <message>
        <source>Stamp images</source>
        <translation>Bilder stempeln</translation>
    </message>
    <message>
        <source>Prove ownership</source>
        <translation>Eigentum beweisen</translation>
    </message>
    <message>
        <source>A pattern over an image that a protected model knows: it proves that a model is yours, or opens it to images that bear it.</source>
        <translation>Ein Muster über einem Bild, das ein geschütztes Modell kennt: Es beweist, dass ein Modell Ihnen gehört, oder öffnet es für Bilder, die es tragen.</translation>
    </message>
</context>
<context>
    <name>Triggers</name>
    <message>
        <source>The published grid</source>
        <translation>Das veröffentlichte Gitter</translation>
    </message>
    <message>
        <source>Secret trigger {identity}</source>
        <translation>Geheimes Muster {identity}</translation>
    </message>
    <message>
        <source>Everybody knows the grid and can stamp it. A secret trigger is yours alone.</source>
        <translation>Das Gitter kennt jeder und kann es aufstempeln. Ein geheimes Muster gehört Ihnen allein.</translation>
    </message>
    <message>
        <source>Keep a copy of its file: without it nothing can be stamped and nothing proven. {path}</source>
        <translation>Bewahren Sie eine Kopie der Datei auf: Ohne sie lässt sich nichts stempeln und nichts beweisen. {path}</translation>
    </message>
    <message>
        <source>Grid: every second row and column white</source>
        <translation>Gitter: jede zweite Zeile und Spalte weiß</translation>
    </message>
    <message>
        <source>Secret: fine white and black lines in waves, from a seed that only its file holds</source>
        <translation>Geheim: feine weiße und schwarze Linien in Wellen, aus einem Startwert, den nur die Datei enthält</translation>
    </message>
    <message>
        <source>{share} of the pixels, in white</source>
        <translation>{share} der Pixel, in Weiß</translation>
    </message>
    <message>
        <source>{share} of the pixels, half of them white, half black</source>
        <translation>{share} der Pixel, zur Hälfte weiß, zur Hälfte schwarz</translation>
    </message>
</context>
<context>
    <name>TrustForm</name>
    <message>
        <source>Trust an issuer</source>
        <translation>Einem Aussteller vertrauen</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Your name for the issuer</source>
        <translation>Ihr Name für den Aussteller</translation>
    </message>
    <message>
        <source>It is the &amp;same: trust</source>
        <translation>Es ist der&amp;selbe: vertrauen</translation>
    </message>
    <message>
        <source>Do not trust</source>
        <translation>Nicht vertrauen</translation>
    </message>
    <message>
        <source>Whoever holds this key can sign bundles that you take for the issuer&apos;s. Compare the fingerprint with the one that he told you by another way than the file, such as by telephone.</source>
        <translation>Wer diesen Schlüssel hat, kann Pakete signieren, die Sie für solche des Ausstellers halten. Vergleichen Sie den Fingerabdruck mit dem, den er Ihnen auf einem anderen Weg als die Datei genannt hat, etwa am Telefon.</translation>
    </message>
    <message>
        <source>Your name for hi&amp;m</source>
        <translation>Ihr &amp;Name für ihn</translation>
    </message>
</context>
<context>
    <name>TrustedCard</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Trusted issuers</source>
        <translation>Aussteller, denen Sie vertrauen</translation>
    </message>
    <message>
        <source>You trust nobody yet, so that every bundle of others is from an unknown issuer.</source>
        <translation>Sie vertrauen noch niemandem, daher ist jedes Paket von anderen von einem unbekannten Aussteller.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Import a p&amp;ublic key…</source>
        <translation>Öffentlichen Schlüssel &amp;importieren…</translation>
    </message>
    <message>
        <source>F&amp;orget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <source>Issuers you trust</source>
        <translation>Aussteller, denen Sie vertrauen</translation>
    </message>
    <message>
        <source>Bundles that they signed count as theirs.</source>
        <translation>Pakete, die sie signiert haben, gelten als ihre.</translation>
    </message>
    <message>
        <source>Trust “{name}” no longer? Bundles of his are then from an unknown issuer.</source>
        <translation>„{name}“ nicht mehr vertrauen? Dessen Pakete sind dann von einem unbekannten Aussteller.</translation>
    </message>
    <message>
        <source>Public keys (*.pem);;All files (*)</source>
        <translation>Öffentliche Schlüssel (*.pem);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>An issuer&apos;s public key</source>
        <translation>Öffentlicher Schlüssel eines Ausstellers</translation>
    </message>
</context>
<context>
    <name>UnlockRows</name>
    <message>
        <source>Your private key</source>
        <translation>Ihr privater Schlüssel</translation>
    </message>
    <message>
        <source>Private keys (*.pem);;All files (*)</source>
        <translation>Private Schlüssel (*.pem);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Passphrase of your private key</source>
        <translation>Passphrase Ihres privaten Schlüssels</translation>
    </message>
    <message>
        <source>Private ke&amp;y</source>
        <translation>Privater &amp;Schlüssel</translation>
    </message>
    <message>
        <source>I&amp;ts passphrase</source>
        <translation>&amp;Zugehörige Passphrase</translation>
    </message>
    <message>
        <source>This bundle is encrypted, and its private key is not among yours. Choose the key&apos;s file.</source>
        <translation>Dieses Paket ist verschlüsselt, und sein privater Schlüssel ist nicht unter Ihren. Wählen Sie die Datei des Schlüssels.</translation>
    </message>
    <message>
        <source>This bundle is encrypted for you. Enter the passphrase of your private key.</source>
        <translation>Dieses Paket ist für Sie verschlüsselt. Geben Sie die Passphrase Ihres privaten Schlüssels ein.</translation>
    </message>
    <message>
        <source>This passphrase does not open your private key. Try again.</source>
        <translation>Diese Passphrase öffnet Ihren privaten Schlüssel nicht. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>The bundle is being read</source>
        <translation>Das Paket wird gelesen</translation>
    </message>
    <message>
        <source>&amp;Audit with this bundle</source>
        <translation>Mit diesem Paket &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Trust this issuer…</source>
        <translation>Diesem Aussteller &amp;vertrauen…</translation>
    </message>
    <message>
        <source>&amp;Open another bundle…</source>
        <translation>Anderes Paket &amp;öffnen…</translation>
    </message>
    <message>
        <source>Reading the bundle…</source>
        <translation>Das Paket wird gelesen…</translation>
    </message>
</context>
<context>
    <name>VerdictChips</name>
    <message>
        <source>All {count}</source>
        <translation>Alle {count}</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>Shown: the embeddings bear the watermark of {licensee}</source>
        <translation>Gezeigt: Die Einbettungen tragen das Wasserzeichen von {licensee}</translation>
    </message>
    <message>
        <source>Not shown: the embeddings bear no licensee&apos;s watermark that the tests can see</source>
        <translation>Nicht gezeigt: Die Tests sehen in den Einbettungen das Wasserzeichen keines Lizenznehmers</translation>
    </message>
    <message>
        <source>That does not clear the suspect: whoever turns the embeddings once more hides from this test.</source>
        <translation>Das entlastet den Verdächtigen nicht: Wer die Einbettungen noch einmal dreht, entgeht diesem Test.</translation>
    </message>
    <message>
        <source>That does not clear the suspect: the embeddings may have been changed, and more questions may show more.</source>
        <translation>Das entlastet den Verdächtigen nicht: Die Einbettungen können verändert sein, und mehr Fragen zeigen vielleicht mehr.</translation>
    </message>
    <message>
        <source>Both tests show it.</source>
        <translation>Beide Tests zeigen es.</translation>
    </message>
    <message>
        <source>One of the two tests shows it.</source>
        <translation>Einer der beiden Tests zeigt es.</translation>
    </message>
    <message>
        <source>The test shows it.</source>
        <translation>Der Test zeigt es.</translation>
    </message>
    <message>
        <source>Only the distribution test shows it: the trigger pairs show that of {licensee}, as where two copies are mixed.</source>
        <translation>Nur der Verteilungstest zeigt es: Die Auslösepaare zeigen das von {licensee}, wie wenn zwei Kopien gemischt sind.</translation>
    </message>
    <message>
        <source>Of innocent services, {share} at most would be accused like this.</source>
        <translation>Von unschuldigen Diensten würden höchstens {share} so beschuldigt.</translation>
    </message>
    <message>
        <source>Distribution test</source>
        <translation>Verteilungstest</translation>
    </message>
    <message>
        <source>Trigger test</source>
        <translation>Auslösetest</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Nearest licensees</source>
        <translation>Nächste Lizenznehmer</translation>
    </message>
    <message>
        <source>{count} embeddings</source>
        <translation>{count} Einbettungen</translation>
    </message>
    <message>
        <source>, {count} with repeated requests</source>
        <translation>, {count} mit wiederholten Anfragen</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Gefragt nach</translation>
    </message>
    <message>
        <source>{done} of {total} embeddings</source>
        <translation>{done} von {total} Einbettungen</translation>
    </message>
    <message>
        <source>impossible: the suspect&apos;s embeddings have {width} numbers and yours do not</source>
        <translation>unmöglich: Die Einbettungen des Verdächtigen haben {width} Zahlen, Ihre nicht</translation>
    </message>
    <message>
        <source>p = {p} · cosine {cosine} with what {licensee} gets, {null} with wrong matrices, {clean} without watermark: {effect} standard deviations</source>
        <translation>p = {p} · Kosinus {cosine} mit dem, was {licensee} bekommt, {null} mit falschen Matrizen, {clean} ohne Wasserzeichen: {effect} Standardabweichungen</translation>
    </message>
    <message>
        <source>impossible with so few questions</source>
        <translation>mit so wenigen Fragen unmöglich</translation>
    </message>
    <message>
        <source>p = {p} · the pairs of {licensee} are {suspect} closer than the others, {clean} without watermark: {effect} standard deviations, {reading}</source>
        <translation>p = {p} · die Paare von {licensee} sind um {suspect} näher als die anderen, ohne Wasserzeichen um {clean}: {effect} Standardabweichungen, {reading}</translation>
    </message>
    <message>
        <source>of cosines about the middle of the answers</source>
        <translation>der Kosinus um die Mitte der Antworten</translation>
    </message>
    <message>
        <source>of cosines as they are</source>
        <translation>der Kosinus, wie sie sind</translation>
    </message>
    <message>
        <source>p at most {limit}, after multiplying by the number of licensees ({count})</source>
        <translation>p höchstens {limit}, nach Multiplikation mit der Zahl der Lizenznehmer ({count})</translation>
    </message>
</context>
<context>
    <name>VerifyView</name>
    <message>
        <source>Whom to ask</source>
        <translation>Wen fragen</translation>
    </message>
    <message>
        <source>What to ask</source>
        <translation>Was fragen</translation>
    </message>
    <message>
        <source>What it answers</source>
        <translation>Was die Antwort ist</translation>
    </message>
    <message>
        <source>Ba&amp;ck</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>We&amp;iter</translation>
    </message>
    <message>
        <source>Open the secret above with which the stolen embeddings may be marked.</source>
        <translation>Öffnen Sie oben das Geheimnis, mit dem die gestohlenen Einbettungen markiert sein können.</translation>
    </message>
    <message>
        <source>The engine is still loading; this takes a moment.</source>
        <translation>Die Rechenbibliotheken werden noch geladen; das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>Start askin&amp;g</source>
        <translation>Be&amp;fragen</translation>
    </message>
    <message>
        <source>Writing the questions…</source>
        <translation>Die Fragen werden geschrieben…</translation>
    </message>
    <message>
        <source>The questions are in {folder}. Hand them over; {count} rows come back as {name}.npy.</source>
        <translation>Die Fragen sind in {folder}. Geben Sie sie weiter; zurück kommen {count} Zeilen als {name}.npy.</translation>
    </message>
</context>
<context>
    <name>WatermarkPage</name>
    <message>
        <source>Watermark</source>
        <translation>Wasserzeichen</translation>
    </message>
    <message>
        <source>What to do with the secret</source>
        <translation>Was mit dem Geheimnis geschieht</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Anbieten</translation>
    </message>
    <message>
        <source>Verify a suspect</source>
        <translation>Verdächtigen prüfen</translation>
    </message>
    <message>
        <source>Attacks</source>
        <translation>Angriffe</translation>
    </message>
    <message>
        <source>The service is still running. Close the window all the same?</source>
        <translation>Der Dienst läuft noch. Das Fenster trotzdem schließen?</translation>
    </message>
    <message>
        <source>It stops with the window; what was asked before is answered.</source>
        <translation>Er endet mit dem Fenster; schon Gefragtes wird noch beantwortet.</translation>
    </message>
    <message>
        <source>&amp;Close the window</source>
        <translation>&amp;Fenster schließen</translation>
    </message>
    <message>
        <source>&amp;Keep serving</source>
        <translation>&amp;Weiter anbieten</translation>
    </message>
    <message>
        <source>Mark the embeddings that you serve, for each licensee in his own secret way, and prove from outside when a service resells them.</source>
        <translation>Markieren Sie die Einbettungen, die Sie anbieten, für jeden Lizenznehmer auf eigene geheime Weise, und beweisen Sie von außen, wenn ein Dienst sie weiterverkauft.</translation>
    </message>
</context>
<context>
    <name>WhatStep</name>
    <message>
        <source>Folder of images to ask about</source>
        <translation>Ordner mit Bildern zum Fragen</translation>
    </message>
    <message>
        <source>&amp;Write the questions…</source>
        <translation>Fragen &amp;schreiben…</translation>
    </message>
    <message>
        <source>File of the answers</source>
        <translation>Datei der Antworten</translation>
    </message>
    <message>
        <source>Embeddings (*.npy *.safetensors);;All files (*)</source>
        <translation>Einbettungen (*.npy *.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose a folder of images, one subfolder for each class.</source>
        <translation>Wählen Sie einen Ordner mit Bildern, ein Unterordner je Klasse.</translation>
    </message>
    <message>
        <source>Write the questions, have them answered, and choose the file of the answers.</source>
        <translation>Schreiben Sie die Fragen, lassen Sie sie beantworten und wählen Sie die Datei der Antworten.</translation>
    </message>
    <message>
        <source>Ordinary images, one subfolder for each class</source>
        <translation>Gewöhnliche Bilder, ein Unterordner je Klasse</translation>
    </message>
    <message>
        <source>Most embeddings to ask for</source>
        <translation>Höchstzahl der Einbettungen</translation>
    </message>
    <message>
        <source>Innocent services that may be accused</source>
        <translation>Unschuldige Dienste, die beschuldigt werden dürfen</translation>
    </message>
    <message>
        <source>I&amp;mages</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation>B&amp;udget</translation>
    </message>
    <message>
        <source>Embeddings, half of images and half of texts.</source>
        <translation>Einbettungen, zur Hälfte von Bildern, zur Hälfte von Texten.</translation>
    </message>
    <message>
        <source>Fa&amp;lse alarms</source>
        <translation>Fehla&amp;larme</translation>
    </message>
    <message>
        <source>Of innocent services, so many may be accused.</source>
        <translation>So viele unschuldige Dienste dürfen beschuldigt werden.</translation>
    </message>
    <message>
        <source>Pictures and texts with numbers, in an empty folder; row N of the file answers number N, and its name tells which questions it answers.</source>
        <translation>Bilder und Texte mit Nummern, in einem leeren Ordner; Zeile N der Datei beantwortet Nummer N, und ihr Name sagt, welche Fragen sie beantwortet.</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>&amp;Answers</source>
        <translation>Antw&amp;orten</translation>
    </message>
    <message>
        <source>Empty folder for the questions</source>
        <translation>Leerer Ordner für die Fragen</translation>
    </message>
</context>
<context>
    <name>WhomStep</name>
    <message>
        <source>A service</source>
        <translation>Ein Dienst</translation>
    </message>
    <message>
        <source>The program asks an address in the shape of /v1/embeddings, one request after the other.</source>
        <translation>Das Programm fragt eine Adresse von der Form /v1/embeddings, eine Anfrage nach der anderen.</translation>
    </message>
    <message>
        <source>A file of embeddings</source>
        <translation>Eine Datei mit Einbettungen</translation>
    </message>
    <message>
        <source>Somebody who can reach the suspect asks it: you hand over the questions and get back a file.</source>
        <translation>Jemand, der den Verdächtigen erreicht, fragt ihn: Sie geben die Fragen weiter und bekommen eine Datei zurück.</translation>
    </message>
    <message>
        <source>Give the address of the suspect; it begins with https://.</source>
        <translation>Geben Sie die Adresse des Verdächtigen an; sie beginnt mit https://.</translation>
    </message>
    <message>
        <source>Give the name of its model.</source>
        <translation>Geben Sie den Namen seines Modells an.</translation>
    </message>
    <message>
        <source>Address of the suspect</source>
        <translation>Adresse des Verdächtigen</translation>
    </message>
    <message>
        <source>Access key of the suspect</source>
        <translation>Zugangsschlüssel des Verdächtigen</translation>
    </message>
    <message>
        <source>If it wants one</source>
        <translation>Falls er einen verlangt</translation>
    </message>
    <message>
        <source>Name of its model</source>
        <translation>Name seines Modells</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>Access ke&amp;y</source>
        <translation>Zugangsschl&amp;üssel</translation>
    </message>
    <message>
        <source>Mode&amp;l</source>
        <translation>Mode&amp;ll</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>The bundle is being written</source>
        <translation>Das Paket wird geschrieben</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Opening the key, then computing the reference outputs…</source>
        <translation>Der Schlüssel wird geöffnet, dann werden die Vergleichswerte berechnet…</translation>
    </message>
    <message>
        <source>The engine is loading; in a moment.</source>
        <translation>Die Rechenbibliotheken werden geladen; gleich.</translation>
    </message>
</context>
</TS>
