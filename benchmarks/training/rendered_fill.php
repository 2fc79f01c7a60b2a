<?php
// Fills a new WordPress with the stories of a site: php rendered_fill.php WORDPRESS SITE.json; prints the address of each.
// benchmarks/training/rendered_wordpress.py calls it.
$_SERVER += ['HTTP_HOST' => 'localhost', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET'];
$site = json_decode(file_get_contents($argv[2]), true);
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install($site['title'], 'office', 'office@' . $site['name'], true, '', 'unused', $site['locale']);
wp_delete_post(1, true);
wp_delete_post(2, true);
update_option('WPLANG', $site['locale']);
update_option('timezone_string', $site['zone']);
update_option('date_format', $site['date_format']);
update_option('time_format', 'H:i');
update_option('permalink_structure', $site['links']);
update_option('posts_per_page', 5);
update_option('comment_moderation', 0);
update_option('comment_previously_approved', 0);
update_option('template', $site['theme']);
update_option('stylesheet', $site['theme']);
$wp_rewrite->init();
delete_option('rewrite_rules');
// Else it takes the styles out that hide a text.
kses_remove_filters();
$users = [];
foreach ($site['stories'] as $story) {
    if (!isset($users[$story['author']])) {
        $users[$story['author']] = wp_insert_user([
            'user_login' => 'writer' . (count($users) + 1), 'user_pass' => 'unused', 'role' => 'author',
            'display_name' => $story['author'], 'nickname' => $story['author'],
        ]);
    }
    $category = wp_create_category($story['category']);
    $post = wp_insert_post([
        'post_title' => $story['title'], 'post_content' => $story['html'], 'post_status' => 'publish',
        'post_author' => $users[$story['author']], 'post_name' => $story['slug'],
        'post_date' => $story['date'], 'post_date_gmt' => $story['date_utc'],
        'post_category' => [$category], 'tags_input' => $story['tags'],
    ]);
    echo get_permalink($post), "\n";
    foreach ($story['remarks'] as $remark) {
        wp_insert_comment([
            'comment_post_ID' => $post, 'comment_author' => $remark['name'], 'comment_content' => $remark['text'],
            'comment_date' => $remark['day'], 'comment_date_gmt' => $remark['day_utc'], 'comment_approved' => 1,
            'comment_author_email' => 'reader@readers.example',
        ]);
    }
}
