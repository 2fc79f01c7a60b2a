<?php
// Fills a new SPIP with the stories of a site: php rendered_spip.php SPIP SITE.json STEP; prints the address of each.
// STEP: make its tables, switch its plugins on, fill; each in a process of its own.
// benchmarks/training/rendered_spip.py calls it.
$site = json_decode(file_get_contents($argv[2]), true);
$_SERVER += ['HTTP_HOST' => $site['name'], 'SERVER_NAME' => $site['name'], 'SERVER_PORT' => 80, 'SERVER_PROTOCOL' => 'HTTP/1.1',
    'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_SOFTWARE' => 'php', 'REMOTE_ADDR' => '127.0.0.1'];
chdir($argv[1]);
if ($argv[3] == 'make') {
    // It keeps its settings in the database, from the first line on.
    $first = new SQLite3('config/bases/site.sqlite');
    $first->exec("CREATE TABLE spip_meta (nom VARCHAR(255) NOT NULL PRIMARY KEY, valeur text DEFAULT '',
        impt TEXT DEFAULT 'oui' NOT NULL, maj TIMESTAMP)");
    $first->exec("INSERT INTO spip_meta (nom, valeur) VALUES ('charset', 'utf-8'), ('langue_site', '$site[language]')");
    $first->close();
}
require 'vendor/autoload.php';
require 'ecrire/inc_version.php';
$GLOBALS['spip_lang'] = $site['language'];
include_spip('base/abstract_sql');
include_spip('base/create');
include_spip('inc/meta');
include_spip('inc/plugin');
if ($argv[3] == 'make') {
creer_base();
include_spip('base/upgrade');
ecrire_meta('version_installee', $GLOBALS['spip_version_base'], 'non');
ecrire_meta('nouvelle_install', '1', 'non');
ecrire_meta('charset', 'utf-8');
ecrire_meta('langue_site', $site['language']);
ecrire_meta('nom_site', $site['title']);
ecrire_meta('adresse_site', 'http://' . $site['name']);
ecrire_meta('articles_mots', 'oui');
ecrire_meta('forums_publics', 'posteriori');
ecrire_meta('post_dates', 'oui');
exit;
}
if ($argv[3] == 'plugins') {
    actualise_plugins_actifs();
    exit;
}
include_spip('inc/rubriques');
$rubriques = $mots = $auteurs = [];
$groupe = sql_insertq('spip_groupes_mots', ['titre' => 'tags', 'tables_liees' => 'articles', 'minirezo' => 'oui', 'comite' => 'oui']);
foreach ($site['stories'] as $story) {
    $menu = $story['category'];
    if (!isset($rubriques[$menu])) {
        $id = sql_insertq('spip_rubriques', ['titre' => $menu, 'statut' => 'publie', 'lang' => $site['language'],
            'date' => $story['date'], 'id_parent' => 0]);
        sql_updateq('spip_rubriques', ['id_secteur' => $id], "id_rubrique=$id");
        $rubriques[$menu] = $id;
    }
    if (!isset($auteurs[$story['author']])) {
        $auteurs[$story['author']] = sql_insertq('spip_auteurs', ['nom' => $story['author'], 'statut' => '1comite',
            'login' => 'w' . (count($auteurs) + 1)]);
    }
    $id = sql_insertq('spip_articles', ['titre' => $story['title'], 'chapo' => $story['lead'] ?? '',
        'texte' => $story['html'], 'statut' => 'publie',
        'date' => $story['date'], 'date_modif' => $story['date'], 'id_rubrique' => $rubriques[$menu],
        'id_secteur' => $rubriques[$menu], 'lang' => $story['language'] ?? $site['language'], 'accepter_forum' => 'pos']);
    sql_insertq('spip_auteurs_liens', ['id_auteur' => $auteurs[$story['author']], 'id_objet' => $id, 'objet' => 'article']);
    foreach ($story['tags'] as $tag) {
        $mots[$tag] ??= sql_insertq('spip_mots', ['titre' => $tag, 'id_groupe' => $groupe, 'type' => 'tags']);
        sql_insertq('spip_mots_liens', ['id_mot' => $mots[$tag], 'id_objet' => $id, 'objet' => 'article']);
    }
    foreach ($story['remarks'] as $remark) {
        $forum = sql_insertq('spip_forum', ['id_objet' => $id, 'objet' => 'article', 'id_parent' => 0,
            'titre' => $story['title'], 'texte' => $remark['text'], 'auteur' => $remark['name'], 'statut' => 'publie',
            'date_heure' => $remark['day'], 'date_thread' => $remark['day']]);
        sql_updateq('spip_forum', ['id_thread' => $forum], "id_forum=$forum");
    }
    echo "spip.php?article$id\n";
}
calculer_rubriques();
